import { fileOf, OTHER_DATA, type StudyRow } from './catalogue.js';
import type { RecordedModel, RecordedRow } from './record.js';

/** Over the seeds. */
interface Spread {
  readonly mean: number;
  readonly least: number;
  readonly largest: number;
}
interface PeerModel {
  readonly seeds: number;
  readonly accuracy: Spread;
  readonly 'macro-f1': Spread;
  /** Absent for models without probabilities. */
  readonly 'log-loss'?: Spread;
}

/** `other/peers.json`: what scikit-learn makes of the same rows, by data set and model. */
export type RecordedPeers = { readonly 'scikit-learn': string } & {
  readonly [data: string]: { readonly [model: string]: PeerModel } | string;
};

const METRICS = ['accuracy', 'macro-f1', 'log-loss'] as const;

/** A page for each other data set, by path relative to `docs`: ours beside scikit-learn on the same rows. */
export function otherPages(
  results: ReadonlyMap<string, RecordedRow>,
  peers: RecordedPeers,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    OTHER_DATA.flatMap((row) => {
      const recorded = results.get(row.id);
      const theirs = peers[row.id.slice('other.'.length)];
      if (!recorded || typeof theirs !== 'object') return [];
      return [[`results/${recorded.data}.md`, pageOf(row, recorded, theirs, peers['scikit-learn'])]];
    }),
  );
}

function pageOf(
  row: StudyRow,
  { data, models }: RecordedRow,
  theirs: Readonly<Record<string, PeerModel>>,
  version: string,
): string {
  const compared = models.map((model) => ({ model, peer: theirs[model.name] }));
  const within = compared.filter(({ model, peer }) => isWithin(model.parts['test'].metrics['accuracy'], peer.accuracy));
  const { rows } = models[0].parts['test'].accuracy;
  return `# ${data}: ours beside scikit-learn

${row.what}. [The pipeline](../../packages/studies/${fileOf(row)}) and
[scikit-learn ${version}](../../packages/studies/other/peers.py) have the same training rows, the same ${rows} test rows and
the same parameters. Probabilities are of float32 on both sides, which bounds the log loss of a row by 15.9. Models that
draw are one seed here and 20 there (mean, least to largest). Written by
\`npx nx run studies:results\`; \`python3 packages/studies/other/prepare.py "$SELVEDGE_DATA"\` writes the data, and
\`node dist/run-rows.js other --check\` in \`packages/studies\` runs it again.

${within.length} of ${models.length} models have scikit-learn's accuracy, or lie within that of its seeds.${outside(compared)}

| model | ${METRICS.map((metric) => `${metric}, ours | scikit-learn`).join(' | ')} |
|---|${METRICS.map(() => '---:|---:').join('|')}|
${compared.map(({ model, peer }) => `| ${model.name} | ${METRICS.map((metric) => cells(model, peer, metric)).join(' | ')} |`).join('\n')}
`;
}

function outside(compared: readonly { readonly model: RecordedModel; readonly peer: PeerModel }[]): string {
  const named = compared.flatMap(({ model, peer }) => {
    const { accuracy } = model.parts['test'];
    if (isWithin(accuracy.value, peer.accuracy)) return [];
    const rows = Math.round(Math.abs(accuracy.value - nearest(accuracy.value, peer.accuracy)) * accuracy.rows);
    return [`${model.name} by ${rows} of ${accuracy.rows} rows`];
  });
  return named.length === 0 ? '' : ` The others differ: ${named.join(', ')}.`;
}

const nearest = (value: number, { least, largest }: Spread): number => Math.min(Math.max(value, least), largest);

const isWithin = (value: number | null | undefined, { least, largest }: Spread): boolean =>
  typeof value === 'number' && value > least - 1e-9 && value < largest + 1e-9;

function cells(model: RecordedModel, peer: PeerModel, metric: (typeof METRICS)[number]): string {
  const own = model.parts['test'].metrics[metric];
  return `${typeof own === 'number' ? own.toFixed(4) : '-'} | ${spread(peer[metric], peer.seeds)}`;
}

function spread(found: Spread | undefined, seeds: number): string {
  if (found === undefined) return '-';
  const { mean, least, largest } = found;
  return seeds === 1 ? mean.toFixed(4) : `${mean.toFixed(4)} (${least.toFixed(4)} to ${largest.toFixed(4)})`;
}
