import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText } from './figure-text.js';
import { titled } from './titled.js';

/** Receiver operating characteristic, one class against the rest. */
export interface RocFigure extends FigureText {
  readonly kind: 'roc';
  readonly curves: readonly {
    readonly name: string;
    readonly falsePositiveRate: readonly number[];
    readonly truePositiveRate: readonly number[];
    readonly area: number;
  }[];
}

const MOST_POINTS = 400;

function rocSpec(figure: RocFigure): TopLevelSpec {
  const names = figure.curves.map(({ name, area }) => `${name} (${area.toFixed(3)})`);
  const values = figure.curves.flatMap((curve, at) => {
    const points = curve.falsePositiveRate.map((x, point) => ({
      x,
      y: curve.truePositiveRate[point],
      order: point,
      name: names[at],
    }));
    const every = Math.ceil(points.length / MOST_POINTS);
    return points.filter((_, point) => point % every === 0 || point === points.length - 1);
  });
  return {
    ...titled(figure),
    data: { values },
    width: 420,
    height: 420,
    mark: { type: 'line', interpolate: 'step-after', clip: true },
    encoding: {
      x: { field: 'x', type: 'quantitative', title: 'false positive rate', scale: { domain: [0, 0.3] } },
      y: { field: 'y', type: 'quantitative', title: 'true positive rate', scale: { domain: [0.5, 1], zero: false } },
      order: { field: 'order' },
      color: {
        field: 'name',
        type: 'nominal',
        sort: names,
        title: 'class (area)',
        legend: { orient: 'right', columns: 1 },
      },
    },
  };
}

export const rocDefinition: FigureDefinition<RocFigure> = defineFigure(
  'roc',
  'True against false positive rate, a curve per class.',
  rocSpec,
);
