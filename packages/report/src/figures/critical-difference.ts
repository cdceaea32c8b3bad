import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText } from './figure-text.js';
import { titled } from './titled.js';

/**
 * Mean ranks of models over data sets, 1 the best. A bar joins models that the test does not tell apart.
 *
 * @see Demšar, Statistical comparisons of classifiers over multiple data sets, JMLR 7 (2006), figure 1
 */
export interface CriticalDifferenceFigure extends FigureText {
  readonly kind: 'critical-difference';
  readonly models: readonly { readonly name: string; readonly meanRank: number }[];
  /** Ranks that differ by less do not differ significantly. */
  readonly criticalDifference: number;
  /** Names of models that a bar joins. */
  readonly groups: readonly (readonly string[])[];
}

/** Pixels between two lines of the figure. */
const STEP = 26;

function criticalDifferenceSpec(figure: CriticalDifferenceFigure): TopLevelSpec {
  const models = [...figure.models].sort((a, b) => a.meanRank - b.meanRank);
  const rankOf = new Map(models.map(({ name, meanRank }) => [name, meanRank]));
  const last = Math.max(models.length, 2);
  // From the top: the difference itself, the bars, then a line per model.
  const bars = figure.groups.map((names, at) => {
    const ranks = names.map((name) => rankOf.get(name) ?? Number.NaN);
    return { low: Math.min(...ranks), high: Math.max(...ranks), y: 1 + 0.5 * at };
  });
  const first = 1.5 + 0.5 * bars.length;
  const points = models.map(({ name, meanRank }, at) => {
    return { meanRank, y: first + at, top: 0, text: `${name}  ${meanRank.toFixed(2)}` };
  });
  const end = Math.min(last, 1 + figure.criticalDifference);
  const difference = [
    { low: 1, high: end, y: 0.4, text: `critical difference ${figure.criticalDifference.toFixed(2)}` },
  ];
  const x = {
    type: 'quantitative' as const,
    scale: { domain: [1, last], nice: false },
    title: 'mean rank, 1 is best',
    axis: { orient: 'top' as const, values: Array.from({ length: last }, (_, at) => at + 1), grid: false },
  };
  const y = { type: 'quantitative' as const, axis: null, scale: { domain: [first + models.length, 0], nice: false } };
  const across = { x: { ...x, field: 'low' }, x2: { field: 'high' }, y: { ...y, field: 'y' } };
  return {
    ...titled(figure),
    width: 520,
    height: STEP * (first + models.length),
    layer: [
      { data: { values: difference }, mark: { type: 'rule', strokeWidth: 2 }, encoding: across },
      {
        data: { values: difference },
        mark: { type: 'text', align: 'left', dx: 8 },
        encoding: { x: { ...x, field: 'high' }, y: { ...y, field: 'y' }, text: { field: 'text' } },
      },
      { data: { values: bars }, mark: { type: 'rule', strokeWidth: 6 }, encoding: across },
      {
        data: { values: points },
        mark: { type: 'rule', opacity: 0.5 },
        encoding: { x: { ...x, field: 'meanRank' }, y: { ...y, field: 'top' }, y2: { field: 'y' } },
      },
      {
        data: { values: points },
        mark: { type: 'point' },
        encoding: { x: { ...x, field: 'meanRank' }, y: { ...y, field: 'y' } },
      },
      {
        // To the left, where lines of better models have ended above.
        data: { values: points },
        mark: { type: 'text', align: 'right', dx: -9 },
        encoding: { x: { ...x, field: 'meanRank' }, y: { ...y, field: 'y' }, text: { field: 'text' } },
      },
    ],
  } as TopLevelSpec;
}

export const criticalDifferenceDefinition: FigureDefinition<CriticalDifferenceFigure> = defineFigure(
  'critical-difference',
  'Mean ranks of models over data sets, with bars that join those a test does not tell apart.',
  criticalDifferenceSpec,
);
