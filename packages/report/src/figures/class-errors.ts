import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText } from './figure-text.js';
import { titled } from './titled.js';

/** Per class a small chart of its errors: what its images were taken for, or what was taken for it. */
export interface ClassErrorsFigure extends FigureText {
  readonly kind: 'class-errors';
  readonly classes: readonly string[];
  /** `counts[true][predicted]`. */
  readonly counts: readonly (readonly number[])[];
  /** `missed`: images of the class, by what they were taken for. `claimed`: images taken for it, by what they are. */
  readonly direction: 'missed' | 'claimed';
}

function classErrorsSpec(figure: ClassErrorsFigure): TopLevelSpec {
  const { classes, counts, direction } = figure;
  const missed = direction === 'missed';
  const panel = (at: number): string => {
    const own = missed ? counts[at] : counts.map((row) => row[at]);
    const total = own.reduce((sum, count) => sum + count, 0);
    const share = total === 0 ? 'none' : `${((100 * own[at]) / total).toFixed(1)} %`;
    return `${classes[at]}, ${missed ? 'recall' : 'precision'} ${share}`;
  };
  const values = classes.flatMap((_, at) =>
    classes.map((name, other) => ({
      panel: panel(at),
      other: name,
      count: at === other ? 0 : missed ? counts[at][other] : counts[other][at],
    })),
  );
  return {
    ...titled(figure),
    data: { values },
    facet: {
      field: 'panel',
      type: 'nominal',
      sort: classes.map((_, at) => panel(at)),
      title: null,
      header: { labelFontWeight: 'bold', labelFontSize: 12.5 },
    },
    columns: 5,
    spacing: 18,
    resolve: { axis: { y: 'shared' } },
    spec: {
      width: 190,
      height: 15 * classes.length,
      mark: { type: 'bar' },
      encoding: {
        y: { field: 'other', type: 'nominal', sort: [...classes], title: null, axis: { labelFontSize: 11 } },
        x: {
          field: 'count',
          type: 'quantitative',
          title: missed ? 'taken for' : 'really was',
          axis: { tickCount: 4, labelFontSize: 11, titleFontSize: 12 },
        },
      },
    },
  } as TopLevelSpec;
}

export const classErrorsDefinition: FigureDefinition<ClassErrorsFigure> = defineFigure(
  'class-errors',
  'What each class was taken for, or what was taken for it.',
  classErrorsSpec,
);
