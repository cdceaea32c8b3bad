import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText } from './figure-text.js';
import { titled } from './titled.js';

/** How many rows each class has, one group of bars per split. */
export interface LabelDistributionFigure extends FigureText {
  readonly kind: 'label-distribution';
  readonly classes: readonly string[];
  /** Counts in the order of `classes`. */
  readonly splits: readonly { readonly name: string; readonly counts: readonly number[] }[];
}

function labelDistributionSpec(figure: LabelDistributionFigure): TopLevelSpec {
  const values = figure.splits.flatMap(({ name, counts }) =>
    counts.map((count, at) => ({ split: name, class: figure.classes[at], count })),
  );
  const order = figure.splits.map(({ name }) => name);
  return {
    ...titled(figure),
    data: { values },
    width: 560,
    height: Math.max(160, figure.classes.length * (8 + 14 * order.length)),
    mark: { type: 'bar' },
    encoding: {
      y: { field: 'class', type: 'nominal', sort: [...figure.classes], title: null },
      yOffset: { field: 'split', sort: order },
      x: { field: 'count', type: 'quantitative', title: 'images', axis: { tickCount: 6 } },
      color: { field: 'split', type: 'nominal', sort: order, title: null },
    },
  };
}

export const labelDistributionDefinition: FigureDefinition<LabelDistributionFigure> = defineFigure(
  'label-distribution',
  'How many rows each class has.',
  labelDistributionSpec,
);
