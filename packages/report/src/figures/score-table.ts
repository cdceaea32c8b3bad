import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText } from './figure-text.js';
import { titled } from './titled.js';

/** Precision, recall and F1 per class as a shaded table. */
export interface ScoreTableFigure extends FigureText {
  readonly kind: 'score-table';
  /** Column heads: `precision`, `recall`, `F1`. */
  readonly columns: readonly string[];
  /** Values in [0, 1]; NaN is shown as a dash. */
  readonly rows: readonly { readonly name: string; readonly values: readonly number[] }[];
}

function scoreTableSpec(figure: ScoreTableFigure): TopLevelSpec {
  const values = figure.rows.flatMap((row) =>
    row.values.map((value, at) => ({
      row: row.name,
      column: figure.columns[at],
      value: Number.isFinite(value) ? value : null,
      text: Number.isFinite(value) ? value.toFixed(3) : '–',
    })),
  );
  const axes = {
    y: { field: 'row', type: 'nominal' as const, sort: figure.rows.map(({ name }) => name), title: null },
    x: {
      field: 'column',
      type: 'nominal' as const,
      sort: [...figure.columns],
      title: null,
      axis: { orient: 'top' as const, labelAngle: 0 },
    },
  };
  return {
    ...titled(figure),
    data: { values },
    width: { step: 110 },
    height: { step: 30 },
    layer: [
      {
        mark: { type: 'rect', stroke: '#ffffff' },
        encoding: {
          ...axes,
          color: {
            field: 'value',
            type: 'quantitative',
            legend: null,
            scale: {
              interpolate: 'rgb',
              domain: [0.5, 0.75, 1],
              clamp: true,
              range: ['#f7e3d3', '#ffffff', '#5b9fd0'],
            },
          },
        },
      },
      { mark: { type: 'text' }, encoding: { ...axes, text: { field: 'text' }, color: { value: '#1b1f24' } } },
    ],
  };
}

export const scoreTableDefinition: FigureDefinition<ScoreTableFigure> = defineFigure(
  'score-table',
  'Shares of each class or model in coloured cells.',
  scoreTableSpec,
);
