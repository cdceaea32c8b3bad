import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText } from './figure-text.js';
import { titled } from './titled.js';

/** Score over two parameters, for sweeps. */
export interface HeatMapFigure extends FigureText {
  readonly kind: 'heat-map';
  readonly x: { readonly name: string; readonly values: readonly (number | string)[] };
  readonly y: { readonly name: string; readonly values: readonly (number | string)[] };
  /** `scores[y][x]` in [0, 1]; NaN leaves a cell empty. */
  readonly scores: readonly (readonly number[])[];
  /** The chosen cell, framed. */
  readonly chosen?: { readonly x: number | string; readonly y: number | string };
}

function heatMapSpec(figure: HeatMapFigure): TopLevelSpec {
  const cells = figure.scores
    .flatMap((row, y) =>
      row.map((score, x) => ({ x: String(figure.x.values[x]), y: String(figure.y.values[y]), score })),
    )
    .filter(({ score }) => Number.isFinite(score))
    .map((cell) => ({ ...cell, text: (100 * cell.score).toFixed(2) }));
  const scores = cells.map(({ score }) => score);
  const [least, most] = [Math.min(...scores), Math.max(...scores)];
  const values = cells.map((cell) => ({ ...cell, dark: cell.score > least + 0.55 * (most - least) }));
  const axes = {
    x: {
      field: 'x',
      type: 'nominal' as const,
      sort: figure.x.values.map(String),
      title: figure.x.name,
      axis: { labelAngle: 0 },
    },
    y: { field: 'y', type: 'nominal' as const, sort: figure.y.values.map(String), title: figure.y.name },
  };
  const chosen = figure.chosen && { x: String(figure.chosen.x), y: String(figure.chosen.y) };
  return {
    ...titled(figure),
    width: { step: 84 },
    height: { step: 46 },
    layer: [
      {
        data: { values },
        mark: { type: 'rect', stroke: '#ffffff' },
        encoding: {
          ...axes,
          color: {
            field: 'score',
            type: 'quantitative',
            legend: null,
            scale: {
              interpolate: 'rgb',
              zero: false,
              domain: [least, (least + most) / 2, most],
              range: ['#eef4fa', '#5b9fd0', '#0b4f8a'],
            },
          },
        },
      },
      {
        data: { values },
        mark: { type: 'text' },
        encoding: {
          ...axes,
          text: { field: 'text' },
          color: { condition: { test: 'datum.dark', value: '#ffffff' }, value: '#1b1f24' },
        },
      },
      ...(chosen
        ? [
            {
              data: { values: [chosen] },
              mark: { type: 'rect' as const, filled: false, stroke: '#d55e00', strokeWidth: 4 },
              encoding: axes,
            },
          ]
        : []),
    ],
  } as TopLevelSpec;
}

export const heatMapDefinition: FigureDefinition<HeatMapFigure> = defineFigure(
  'heat-map',
  'A number for each pair of two settings.',
  heatMapSpec,
);
