import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText } from './figure-text.js';
import { titled } from './titled.js';

/** Accuracy against what it costs; points that nothing beats on both axes are joined. */
export interface FrontierFigure extends FigureText {
  readonly kind: 'frontier';
  /** Name and unit of the cost: `training minutes`. */
  readonly cost: string;
  readonly points: readonly { readonly name: string; readonly cost: number; readonly accuracy: number }[];
}

/** Names of points nearer than this would touch: as a ratio of costs, and as a difference of accuracies. */
const CLOSE_COST = 6;
const CLOSE_ACCURACY = 0.018;

function frontierSpec(figure: FrontierFigure): TopLevelSpec {
  const sorted = [...figure.points].sort((a, b) => a.cost - b.cost || b.accuracy - a.accuracy);
  let best = Number.NEGATIVE_INFINITY;
  let last: { readonly cost: number; readonly accuracy: number; readonly above: boolean } | undefined;
  const values = sorted.map((point) => {
    const onFrontier = point.accuracy > best;
    best = Math.max(best, point.accuracy);
    if (!onFrontier) return { ...point, onFrontier, above: false };
    // Below the stairs there is room; a name close to the one before goes above.
    const isClose = last && point.cost / last.cost < CLOSE_COST && point.accuracy - last.accuracy < CLOSE_ACCURACY;
    const above = isClose === true && !last?.above;
    last = { ...point, above };
    return { ...point, onFrontier, above };
  });
  const x = {
    field: 'cost',
    type: 'quantitative' as const,
    title: figure.cost,
    scale: { type: 'log' as const, nice: false, padding: 24 },
    axis: { format: '~g', grid: false, tickCount: 6 },
  };
  const y = { field: 'accuracy', type: 'quantitative' as const, scale: { zero: false }, axis: { format: '.1%' } };
  return {
    ...titled(figure),
    data: { values },
    width: 560,
    height: 340,
    layer: [
      {
        transform: [{ filter: 'datum.onFrontier' }],
        mark: { type: 'line', interpolate: 'step-after', opacity: 0.6 },
        encoding: { x, y },
      },
      {
        mark: { type: 'point', size: 90 },
        encoding: { x, y, opacity: { condition: { test: 'datum.onFrontier', value: 1 }, value: 0.45 } },
      },
      // Only what lies on the frontier is named: elsewhere names would lie on one another.
      ...[true, false].map((above) => ({
        transform: [{ filter: `datum.onFrontier && datum.above === ${above}` }],
        mark: { type: 'text' as const, align: 'left' as const, dx: 8, dy: above ? -10 : 11, fontSize: 11 },
        encoding: { x, y, text: { field: 'name' } },
      })),
    ],
  } as TopLevelSpec;
}

export const frontierDefinition: FigureDefinition<FrontierFigure> = defineFigure(
  'frontier',
  'Accuracy of models against what they cost.',
  frontierSpec,
);
