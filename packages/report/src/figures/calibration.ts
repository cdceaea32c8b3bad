import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText } from './figure-text.js';
import { titled } from './titled.js';

/** Accuracy against confidence. On the diagonal a model is as often right as it says. */
export interface CalibrationFigure extends FigureText {
  readonly kind: 'calibration';
  readonly curves: readonly {
    readonly name: string;
    readonly bins: readonly { readonly confidence: number; readonly accuracy: number; readonly count: number }[];
  }[];
}

function calibrationSpec(figure: CalibrationFigure): TopLevelSpec {
  const names = figure.curves.map(({ name }) => name);
  const values = figure.curves.flatMap(({ name, bins }) =>
    bins.filter(({ count }) => count > 0).map((bin) => ({ ...bin, name })),
  );
  return {
    ...titled(figure),
    width: 400,
    height: 400,
    layer: [
      {
        data: {
          values: [
            { a: 0, b: 0 },
            { a: 1, b: 1 },
          ],
        },
        mark: { type: 'line', strokeDash: [4, 4], strokeWidth: 1.5, color: '#8a8f96' },
        encoding: { x: { field: 'a', type: 'quantitative' }, y: { field: 'b', type: 'quantitative' } },
      },
      {
        data: { values },
        mark: { type: 'line', point: true },
        encoding: {
          x: {
            field: 'confidence',
            type: 'quantitative',
            title: 'confidence (mean of the bin)',
            scale: { domain: [0, 1] },
          },
          y: { field: 'accuracy', type: 'quantitative', title: 'accuracy', scale: { domain: [0, 1] } },
          color: { field: 'name', type: 'nominal', sort: names, title: null },
        },
      },
    ],
  };
}

export const calibrationDefinition: FigureDefinition<CalibrationFigure> = defineFigure(
  'calibration',
  'Accuracy against confidence, a curve per model.',
  calibrationSpec,
);
