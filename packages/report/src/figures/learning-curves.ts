import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText } from './figure-text.js';
import { titled } from './titled.js';

/** One line: a figure after each epoch. */
export interface LearningCurve {
  /** The panel that it is drawn in: `loss`, `accuracy`. */
  readonly metric: string;
  /** The legend's name: `train`, `validation`, `validation (reported)`. */
  readonly series: string;
  /** In the order of the epochs. Values that are not finite leave a gap. */
  readonly values: readonly number[];
  /** Drawn dashed, for figures that somebody else measured. */
  readonly reported?: boolean;
}

/** Loss and accuracy against epochs, a panel each. */
export interface LearningCurvesFigure extends FigureText {
  readonly kind: 'learning-curves';
  readonly curves: readonly LearningCurve[];
  /** The horizontal axis; default `epoch`. */
  readonly step?: string;
  /** Position of each value on the horizontal axis; default 1, 2, 3, ... */
  readonly positions?: readonly number[];
  /** A step to mark, for instance the epoch whose weights were kept. */
  readonly marked?: number;
}

function learningCurvesSpec(figure: LearningCurvesFigure): TopLevelSpec {
  const metrics = [...new Set(figure.curves.map(({ metric }) => metric))];
  const series = [...new Set(figure.curves.map((curve) => curve.series))];
  const dashed = figure.curves.filter(({ reported }) => reported).map((curve) => curve.series);
  const step = figure.step ?? 'epoch';
  const panels = metrics.map((metric) => {
    const rows = figure.curves
      .filter((curve) => curve.metric === metric)
      .flatMap((curve) =>
        curve.values.map((value, at) => ({ series: curve.series, step: figure.positions?.[at] ?? at + 1, value })),
      )
      .filter(({ value }) => Number.isFinite(value));
    return {
      width: 330,
      height: 250,
      data: { values: rows },
      layer: [
        ...(figure.marked === undefined
          ? []
          : [
              {
                mark: { type: 'rule' as const, strokeDash: [3, 3], opacity: 0.6 },
                encoding: { x: { datum: figure.marked } },
              },
            ]),
        {
          mark: { type: 'line' as const, point: rows.length <= 60 * series.length },
          encoding: {
            x: {
              field: 'step',
              type: 'quantitative' as const,
              title: step,
              scale: { nice: false, zero: false },
              axis: { tickMinStep: 1, tickCount: 8, grid: false },
            },
            y: {
              field: 'value',
              type: 'quantitative' as const,
              title: metric,
              scale: { zero: false },
              axis: { tickCount: 6 },
            },
            color: { field: 'series', type: 'nominal' as const, title: null, scale: { domain: series } },
            strokeDash: { condition: { test: { field: 'series', oneOf: dashed }, value: [6, 4] }, value: [1, 0] },
          },
        },
      ],
    };
  });
  return { ...titled(figure), hconcat: panels };
}

export const learningCurvesDefinition: FigureDefinition<LearningCurvesFigure> = defineFigure(
  'learning-curves',
  'Figures of a training, epoch by epoch.',
  learningCurvesSpec,
);
