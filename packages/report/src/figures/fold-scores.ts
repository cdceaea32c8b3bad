import { mean } from '@selvedge/data/arithmetic';
import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText } from './figure-text.js';
import { titled } from './titled.js';

/** One point per fold, the mean as a line: a trend over the folds gives away state that was carried along. */
export interface FoldScoresFigure extends FigureText {
  readonly kind: 'fold-scores';
  readonly metric?: string;
  readonly series: readonly {
    readonly name: string;
    readonly scores: readonly number[];
    readonly reported?: boolean;
  }[];
}

function foldScoresSpec(figure: FoldScoresFigure): TopLevelSpec {
  const names = figure.series.map(({ name }) => name);
  const values = figure.series.flatMap(({ name, scores }) =>
    scores.map((score, at) => ({ name, fold: at + 1, score, mean: mean(scores) })),
  );
  const color = { field: 'name', type: 'nominal' as const, title: null, scale: { domain: names } };
  const y = {
    type: 'quantitative' as const,
    title: figure.metric ?? 'accuracy',
    scale: { zero: false },
    axis: { format: '.1%' },
  };
  return {
    ...titled(figure),
    data: { values },
    width: 460,
    height: 280,
    layer: [
      {
        mark: { type: 'line', point: { size: 90 } },
        encoding: {
          x: { field: 'fold', type: 'ordinal', axis: { labelAngle: 0 } },
          y: { ...y, field: 'score' },
          color,
        },
      },
      {
        mark: { type: 'rule', strokeDash: [5, 4], opacity: 0.7 },
        encoding: { y: { ...y, field: 'mean', aggregate: 'mean' }, color },
      },
    ],
  };
}

export const foldScoresDefinition: FigureDefinition<FoldScoresFigure> = defineFigure(
  'fold-scores',
  'The score of every fold, a row per model.',
  foldScoresSpec,
);
