import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText } from './figure-text.js';
import { shareFloor, titled } from './titled.js';

/** Accuracy against severity, a panel per corruption and a line per model. */
export interface RobustnessFigure extends FigureText {
  readonly kind: 'robustness';
  readonly corruptions: readonly {
    readonly name: string;
    /** What the horizontal axis means; default `severity`. */
    readonly axis?: string;
    readonly models: readonly {
      readonly name: string;
      readonly severities: readonly number[];
      readonly accuracies: readonly number[];
    }[];
  }[];
}

function robustnessSpec(figure: RobustnessFigure): TopLevelSpec {
  const values = figure.corruptions.flatMap((corruption) =>
    corruption.models.flatMap((model) =>
      model.severities.map((severity, at) => ({
        corruption: corruption.name,
        model: model.name,
        severity,
        accuracy: model.accuracies[at],
      })),
    ),
  );
  const models = [...new Set(values.map(({ model }) => model))];
  const columns = Math.min(4, figure.corruptions.length);
  return {
    ...titled(figure),
    data: { values },
    facet: { field: 'corruption', type: 'nominal', sort: figure.corruptions.map(({ name }) => name), title: null },
    columns,
    spacing: 22,
    spec: {
      width: columns === 1 ? 420 : 190,
      height: columns === 1 ? 300 : 150,
      mark: { type: 'line', point: true },
      encoding: {
        x: {
          field: 'severity',
          type: 'quantitative',
          title: figure.corruptions[0]?.axis ?? 'severity',
          axis: { grid: false, tickCount: 5 },
        },
        y: {
          field: 'accuracy',
          type: 'quantitative',
          scale: { domain: [shareFloor(values.map(({ accuracy }) => accuracy)), 1], zero: false },
        },
        color: { field: 'model', type: 'nominal', sort: models, title: null },
      },
    },
  } as TopLevelSpec;
}

export const robustnessDefinition: FigureDefinition<RobustnessFigure> = defineFigure(
  'robustness',
  'Accuracy on corrupted images by severity.',
  robustnessSpec,
);
