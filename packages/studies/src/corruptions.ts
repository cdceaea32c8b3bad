import { mean } from '@selvedge/data/arithmetic';
import { differenceOf } from './claims.js';
import { points } from './points.js';
import type { RecordedModel, RecordedRow } from './record.js';

type Table = NonNullable<RecordedModel['robustness']>;
type Cell = Table['cells'][number];

/**
 * Which model is the most robust, and to what: a sentence for each model, and a table of the best two per corruption at
 * its highest severity, in words made from the figures.
 */
export function corruptionsChapter(row: RecordedRow | undefined): readonly string[] {
  const models = (row?.models ?? []).flatMap(({ name, robustness }) => (robustness ? [{ name, ...robustness }] : []));
  if (models.length < 2) return [];
  const [{ kinds, severities }] = models;
  const kept = models
    .map(({ name, clean, cells }) => {
      const score = mean(cells.map(({ accuracy }) => accuracy.value));
      return { name, score, share: score / clean[0].accuracy.value };
    })
    .toSorted((a, b) => b.score - a.score);
  const highest = Math.max(...severities);
  const contests = kinds.map((kind) =>
    contestOf(
      kind,
      models.flatMap(({ cells }) => cells.filter(isAt(kind, highest))),
    ),
  );
  const wins = kept.map(({ name }) => ({ name, kinds: contests.filter(({ winner }) => winner === name) }));
  return [
    `Padova asks which model is the most robust. Right over ${kinds.length} corruptions of ${severities.length} severities, and as a share of what each has on clean images: ${kept
      .map(({ name, score, share }) => `${name} ${points(score)} % (${(100 * share).toFixed(0)} %)`)
      .join(', ')}.`,
    wins
      .filter((each) => each.kinds.length > 0)
      .map(({ name, kinds: won }) => `- **${name}** is the most robust to ${won.map(({ kind }) => kind).join(', ')}.`)
      .concat(undecided(contests))
      .join('\n'),
    [
      `At severity ${highest}, in per cent of the test rows; a winner is named where the 95 % interval of the difference is above 0.`,
      '',
      '| corruption | first | second | difference (95 % interval) |',
      '|---|---:|---:|---:|',
      ...contests.map(
        ({ kind, first, second, difference: { difference, low, high } }) =>
          `| ${kind} | ${first.model} ${points(first.accuracy.value)} | ${second.model} ${points(second.accuracy.value)} | ${points(difference)} (${points(low)} to ${points(high)}) |`,
      ),
    ].join('\n'),
  ];
}

const isAt =
  (kind: string, severity: number) =>
  (cell: Cell): boolean =>
    cell.kind === kind && cell.severity === severity;

function contestOf(kind: string, cells: readonly Cell[]) {
  const [first, second] = cells.toSorted((a, b) => b.accuracy.value - a.accuracy.value);
  const shareOf = ({ accuracy: { value, interval } }: Cell) => ({ value, ...interval });
  const difference = differenceOf(shareOf(first), shareOf(second));
  return { kind, first, second, difference, winner: difference.low > 0 ? first.model : undefined };
}

function undecided(contests: readonly ReturnType<typeof contestOf>[]): readonly string[] {
  const open = contests.filter(({ winner }) => winner === undefined);
  if (open.length === 0) return [];
  return [
    `- No model is the most robust to ${open.map(({ kind }) => kind).join(', ')}: the first two are not distinguishable.`,
  ];
}
