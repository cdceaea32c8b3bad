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

const WIDTH = 560;
const HEIGHT = 340;
/** Room beside the first and the last point. */
const PADDING = 24;
const FONT_SIZE = 11;
/** Of a letter, on average, at that size. */
const LETTER = 6.2;
const LINE = FONT_SIZE + 3;
/** From a point to its name. */
const GAP = 8;

interface Placed {
  readonly right: number;
  readonly width: number;
  /** Pixels above the axis. */
  readonly bottom: number;
}

/**
 * Where the names of the frontier stand: to the left of their points and above them, where by definition neither a point
 * nor the line can be; inside the axis. Names that would touch are stacked upwards, in the order of their points.
 *
 * @param points - of the frontier, the cheapest first, in pixels from the lower left corner
 */
function placeNames(points: readonly { readonly name: string; readonly x: number; readonly y: number }[]): Placed[] {
  const placed: Placed[] = [];
  for (const { name, x, y } of points) {
    const width = LETTER * name.length;
    const right = Math.max(x - GAP, width + GAP);
    let bottom = y + GAP;
    const touched = (): Placed | undefined =>
      placed.find(
        (other) =>
          Math.abs(other.bottom - bottom) < LINE && other.right > right - width && other.right - other.width < right,
      );
    for (let other = touched(); other; other = touched()) bottom = other.bottom + LINE;
    placed.push({ right, width, bottom });
  }
  return placed;
}

function frontierSpec(figure: FrontierFigure): TopLevelSpec {
  const sorted = [...figure.points].sort((a, b) => a.cost - b.cost || b.accuracy - a.accuracy);
  let best = Number.NEGATIVE_INFINITY;
  const values = sorted.map((point) => {
    const onFrontier = point.accuracy > best;
    best = Math.max(best, point.accuracy);
    return { ...point, onFrontier };
  });
  const [cheapest, dearest] = [sorted[0]?.cost ?? 1, sorted.at(-1)?.cost ?? 1];
  const accuracies = sorted.map(({ accuracy }) => accuracy);
  const lowest = Math.max(0, Math.floor(50 * Math.min(1, ...accuracies) - 0.5) / 50);
  const highest = Math.min(1, Math.ceil(50 * Math.max(0.02, ...accuracies) + 0.5) / 50);
  const frontier = values.filter(({ onFrontier }) => onFrontier);
  const pixelsPerLog = (WIDTH - 2 * PADDING) / (dearest > cheapest ? Math.log(dearest / cheapest) : 1);
  const places = placeNames(
    frontier.map(({ name, cost, accuracy }) => ({
      name,
      x: PADDING + Math.log(cost / cheapest) * pixelsPerLog,
      y: ((accuracy - lowest) / (highest - lowest)) * HEIGHT,
    })),
  );
  const names = frontier.map(({ name }, at) => ({
    name,
    cost: cheapest * Math.exp((places[at].right - PADDING) / pixelsPerLog),
    accuracy: lowest + ((places[at].bottom + FONT_SIZE / 2) / HEIGHT) * (highest - lowest),
  }));
  const x = {
    field: 'cost',
    type: 'quantitative' as const,
    title: figure.cost,
    scale: { type: 'log' as const, domain: [cheapest, dearest], nice: false, padding: PADDING },
    axis: { format: '~g', grid: false, tickCount: 6 },
  };
  const y = {
    field: 'accuracy',
    type: 'quantitative' as const,
    scale: { domain: [lowest, highest], nice: false },
    axis: { format: '.1%' },
  };
  return {
    ...titled(figure),
    data: { values },
    width: WIDTH,
    height: HEIGHT,
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
      // Only what lies on the frontier is named.
      {
        data: { values: names },
        mark: { type: 'text', align: 'right', fontSize: FONT_SIZE },
        encoding: { x, y, text: { field: 'name' } },
      },
    ],
  } as TopLevelSpec;
}

export const frontierDefinition: FigureDefinition<FrontierFigure> = defineFigure(
  'frontier',
  'Accuracy of models against what they cost.',
  frontierSpec,
);
