import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText, ShareWithInterval } from './figure-text.js';
import { PALETTE } from './style.js';
import { shareFloor, titled } from './titled.js';

/** One bar per model, its interval as a whisker. Models that tie with the best are drawn in its colour. */
export interface ModelBarsFigure extends FigureText {
  readonly kind: 'model-bars';
  /** What the bars measure; default `test accuracy`. */
  readonly metric?: string;
  readonly models: readonly (ShareWithInterval & {
    readonly name: string;
    /** True where the difference to the best model is within noise (and for the best itself). */
    readonly tiesWithBest?: boolean;
  })[];
}

function modelBarsSpec(figure: ModelBarsFigure): TopLevelSpec {
  const groups = ['best, or not distinguishable from it', 'behind the best'];
  const known = figure.models.some(({ tiesWithBest }) => tiesWithBest !== undefined);
  const floor = shareFloor(figure.models.map(({ value, low }) => low ?? value));
  const values = figure.models.map((model) => ({
    ...model,
    floor,
    group: model.tiesWithBest === false ? groups[1] : groups[0],
    text: `${(100 * model.value).toFixed(2)} %`,
    textAt: model.high ?? model.value,
  }));
  const y = { field: 'name', type: 'nominal' as const, sort: figure.models.map(({ name }) => name), title: null };
  const x = {
    type: 'quantitative' as const,
    scale: { domain: [floor, 1], zero: false, nice: false },
    title: figure.metric ?? 'test accuracy',
    axis: { format: '.0%', tickCount: 6 },
  };
  return {
    ...titled(figure),
    data: { values },
    width: 520,
    height: { step: 34 },
    layer: [
      {
        mark: { type: 'bar', height: { band: 0.68 } },
        encoding: {
          y,
          x: { ...x, field: 'floor' },
          x2: { field: 'value' },
          color: {
            field: 'group',
            type: 'nominal',
            title: null,
            scale: { domain: groups, range: [PALETTE[0], '#a9b4c0'] },
            ...(known ? {} : { legend: null }),
          },
        },
      },
      {
        transform: [{ filter: 'isValid(datum.low)' }],
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } },
      },
      {
        mark: { type: 'text', align: 'left', dx: 7 },
        encoding: { y, x: { ...x, field: 'textAt' }, text: { field: 'text' } },
      },
    ],
  };
}

export const modelBarsDefinition: FigureDefinition<ModelBarsFigure> = defineFigure(
  'model-bars',
  'Models of a comparison with their intervals, best first.',
  modelBarsSpec,
);
