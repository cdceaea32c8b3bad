import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText } from './figure-text.js';
import { titled } from './titled.js';

/** Which class was taken for which. Rows are true classes and columns predicted ones, and the axes say so. */
export interface ConfusionFigure extends FigureText {
  readonly kind: 'confusion';
  readonly classes: readonly string[];
  /** `counts[true][predicted]`. */
  readonly counts: readonly (readonly number[])[];
}

function confusionSpec(figure: ConfusionFigure): TopLevelSpec {
  const { classes, counts } = figure;
  const size = classes.length <= 12 ? 58 : Math.max(24, Math.floor(700 / classes.length));
  const values = counts.flatMap((row, truth) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, predicted) => ({
      truth: classes[truth],
      predicted: classes[predicted],
      count,
      share: total === 0 ? 0 : count / total,
      text: count === 0 ? '' : String(count),
      percent: count === 0 || truth === predicted || total === 0 ? '' : `${((100 * count) / total).toFixed(1)} %`,
    }));
  });
  const axes = {
    y: { field: 'truth', type: 'nominal' as const, sort: [...classes], title: 'true class' },
    x: {
      field: 'predicted',
      type: 'nominal' as const,
      sort: [...classes],
      title: 'predicted class',
      axis: { labelAngle: -40, orient: 'bottom' as const },
    },
  };
  // Uneven steps let an error of a few percent show beside a diagonal of 90.
  const shade = {
    field: 'share',
    type: 'quantitative' as const,
    legend: null,
    scale: {
      type: 'linear' as const,
      interpolate: 'rgb' as const,
      domain: [0, 0.08, 0.4, 1],
      range: ['#ffffff', '#cfe3f3', '#5b9fd0', '#0b4f8a'],
    },
  };
  const ink = { condition: { test: 'datum.share > 0.35', value: '#ffffff' }, value: '#1b1f24' };
  return {
    ...titled(figure),
    data: { values },
    width: size * classes.length,
    height: size * classes.length,
    layer: [
      { mark: { type: 'rect', stroke: '#ffffff' }, encoding: { ...axes, color: shade } },
      {
        mark: { type: 'text', dy: -7, fontSize: 14, fontWeight: 'bold' },
        encoding: { ...axes, text: { field: 'text' }, color: ink },
      },
      { mark: { type: 'text', dy: 10, fontSize: 10.5 }, encoding: { ...axes, text: { field: 'percent' }, color: ink } },
    ],
  };
}

export const confusionDefinition: FigureDefinition<ConfusionFigure> = defineFigure(
  'confusion',
  'True classes against predicted ones.',
  confusionSpec,
);
