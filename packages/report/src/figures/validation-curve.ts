import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText, ShareWithInterval } from './figure-text.js';
import { titled } from './titled.js';

/** Score against one parameter (or the size of the training set), a line per series. */
export interface ValidationCurveFigure extends FigureText {
  readonly kind: 'validation-curve';
  readonly parameter: string;
  /** Logarithmic suits learning rates and batch sizes; default linear. */
  readonly scale?: 'linear' | 'log';
  readonly metric?: string;
  readonly series: readonly {
    readonly name: string;
    /** Drawn dashed, for figures that somebody else measured. */
    readonly reported?: boolean;
    readonly points: readonly (ShareWithInterval & { readonly at: number })[];
  }[];
  /** The chosen value, marked with a rule. */
  readonly chosen?: number;
}

function validationCurveSpec(figure: ValidationCurveFigure): TopLevelSpec {
  const names = figure.series.map(({ name }) => name);
  const dashed = figure.series.filter(({ reported }) => reported).map(({ name }) => name);
  const values = figure.series.flatMap(({ name, points }) => points.map((point) => ({ ...point, name })));
  const x = {
    field: 'at',
    type: 'quantitative' as const,
    title: figure.parameter,
    scale: { type: figure.scale ?? 'linear', zero: false },
    axis: { grid: false, ...(figure.scale === 'log' ? { format: '~g', tickCount: 6 } : {}) },
  };
  const color = { field: 'name', type: 'nominal' as const, title: null, scale: { domain: names } };
  const y = { type: 'quantitative' as const, title: figure.metric ?? 'accuracy', scale: { zero: false } };
  return {
    ...titled(figure),
    data: { values },
    width: 520,
    height: 300,
    layer: [
      {
        transform: [{ filter: 'isValid(datum.low)' }],
        mark: { type: 'area', opacity: 0.18 },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
      },
      {
        mark: { type: 'line', point: true },
        encoding: {
          x,
          y: { ...y, field: 'value' },
          color,
          strokeDash: { condition: { test: { field: 'name', oneOf: dashed }, value: [6, 4] }, value: [1, 0] },
        },
      },
      ...(figure.chosen === undefined
        ? []
        : [
            {
              mark: { type: 'rule' as const, strokeDash: [3, 3] },
              encoding: { x: { datum: figure.chosen, type: 'quantitative' as const } },
            },
          ]),
    ],
  } as TopLevelSpec;
}

export const validationCurveDefinition: FigureDefinition<ValidationCurveFigure> = defineFigure(
  'validation-curve',
  'Scores of training and validation rows against one setting.',
  validationCurveSpec,
);
