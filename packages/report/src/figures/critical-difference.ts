import type { TopLevelSpec } from 'vega-lite';
import { defineFigure, type FigureDefinition } from './definition.js';
import type { FigureText } from './figure-text.js';

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
/** In pixels, names and all: as much as a phone shows, where figures are not made smaller. */
const WIDTH = 330;
/** Letters of a name are about so wide; those of titles count as wide as Vega takes them without a screen. */
const LETTER = 7.2;
const TITLE_LETTER = 12.8;
const SUBTITLE_LETTER = 10.4;
/** Pixels from a name to its point. */
const GAP = 9;

/** Pixels of the axis, and of the names that begin on its left: each ends before its point. */
function widths(points: readonly { readonly meanRank: number; readonly text: string }[], last: number) {
  const names = points.map(({ meanRank, text }) => {
    return { width: 2 * GAP + LETTER * text.length, share: (meanRank - 1) / (last - 1) };
  });
  const most = names.map(({ width, share }) => (WIDTH - width) / (1 - Math.min(0.9, share)));
  const axis = Math.max(WIDTH / 2, Math.min(WIDTH - 2 * GAP, ...most));
  const left = Math.max(2 * GAP, ...names.map(({ width, share }) => width - share * axis));
  return { axis: Math.round(axis), left: Math.round(left) };
}

/** A text in lines of at most so many letters; longer words stay whole. */
function inLines(text: string, letters: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = `${lines[lines.length - 1]} ${word}`.trim();
    if (line.length <= letters || line === word) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines;
}

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
  const difference = [{ low: 1, high: end, y: 0.4 }];
  const { axis, left } = widths(points, last);
  const x = {
    type: 'quantitative' as const,
    scale: { domain: [1 - ((last - 1) * left) / axis, last], nice: false, zero: false },
    title: ['mean rank, 1 is best', `— critical difference ${figure.criticalDifference.toFixed(2)}`],
    axis: {
      orient: 'top' as const,
      values: Array.from({ length: last }, (_, at) => at + 1),
      format: 'd',
      grid: false,
      domain: false,
    },
  };
  const y = { type: 'quantitative' as const, axis: null, scale: { domain: [first + models.length, 0], nice: false } };
  const across = { x: { ...x, field: 'low' }, x2: { field: 'high' }, y: { ...y, field: 'y' } };
  return {
    title: {
      text: inLines(figure.title, WIDTH / TITLE_LETTER),
      ...(figure.subtitle !== undefined && { subtitle: inLines(figure.subtitle, WIDTH / SUBTITLE_LETTER) }),
    },
    width: axis + left,
    height: STEP * (first + models.length),
    layer: [
      { data: { values: [{ low: 1, high: last, y: 0 }] }, mark: { type: 'rule' }, encoding: across },
      { data: { values: difference }, mark: { type: 'rule', strokeWidth: 2 }, encoding: across },
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
        mark: { type: 'text', align: 'right', dx: -GAP, clip: true },
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
