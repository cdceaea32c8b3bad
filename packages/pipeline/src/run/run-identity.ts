import { SelvedgeError } from '@selvedge/data';
import { sha256 } from '@selvedge/files';
import { canonicalJson, withoutSecrets } from '@selvedge/workflow';
import { modelEntry } from '../registry/models.js';
import type { Pipeline } from '../spec/pipeline.js';

import { differences } from './differences.js';
import type { Sources } from './load-sources.js';
import type { RunPlan } from './plan-run.js';
import { type ListedRun, type RecordedData, RunFolder } from './run-folder.js';
import { kindsOfPipeline } from './run-kinds.js';

/** The rows of a run, by name and digest. */
export function dataOf(sources: Sources): readonly RecordedData[] {
  return [...sources.values()].map(({ loaded: { name, train, test }, node }) => ({
    name,
    digest: (node.identity.params as { readonly digest: string }).digest,
    trainRows: train.labels.length,
    ...(test && { testRows: test.labels.length }),
  }));
}

/** The digest of all that decides the results of a run: its models as they are written, its data, and the code of its plugins. */
export function identityOf({ pipeline, sources }: Pick<RunPlan, 'pipeline' | 'sources'>): string {
  const models = pipeline.models.map(({ name, written: { note: _, ...written } }) => ({ ...written, name }));
  const data = dataOf(sources).map(({ digest }) => digest);
  // Their versions hold the digest of their code.
  const plugins = pipeline.registry.plugins.map(({ name, version = '' }) => ({ name, version }));
  return sha256('selvedge run 1\n', canonicalJson({ models, data, ...(plugins.length > 0 && { plugins }) }));
}

/** Whether a run that did not finish can go on as this one. Runs of earlier releases have their specification alone. */
export async function isSameRun(run: ListedRun, plan: RunPlan): Promise<boolean> {
  if (run.identity !== undefined) return run.identity === identityOf(plan);
  return canonicalJson(await resolvedOf(run)) === canonicalJson(withoutSecrets(plan.pipeline.resolved));
}

/**
 * Sums of networks depend on the threads: a run of them goes on with as many as it began with.
 *
 * @throws SelvedgeError `invalid-argument` for another number
 */
export function checkThreads({ id, threads }: ListedRun, { pipeline, threads: now }: RunPlan): void {
  const isNetwork = (kind: string): boolean => modelEntry(pipeline.registry, kind).family === 'neural';
  if (threads === undefined || threads === now || !kindsOfPipeline(pipeline).models.some(isNetwork)) return;
  throw new SelvedgeError(
    'invalid-argument',
    `the run ${id} began with ${threads} ${threads === 1 ? 'thread' : 'threads'}, and this one would have ${now}; what networks learn depends on it. ` +
      `Pass --threads ${threads} (threads: ${threads}) to go on with it, or leave out --resume to begin a new run.`,
  );
}

/** @returns the refusal to go on in a run of another specification or other data, with what differs and both ways out */
export async function otherRun(run: ListedRun, plan: RunPlan): Promise<SelvedgeError> {
  const changes = [
    ...differences(withoutSecrets(plan.pipeline.resolved), await resolvedOf(run), ''),
    ...dataChanges(run.data ?? [], dataOf(plan.sources)),
  ];
  const plugins = plan.pipeline.registry.plugins.map(({ name }) => name).join(', ');
  const others = plugins === '' ? 'its models or data are others' : `the code of its plugins changed (${plugins})`;
  const differing = changes.length > 0 ? changes.slice(0, 5).join('; ') : others;
  return new SelvedgeError(
    'invalid-argument',
    `the run ${run.id} did not finish, but it is another one: ${differing}. ` +
      'Undo that to go on with it, or leave out --resume to begin a new run (selvedge runs rm removes the old one).',
  );
}

/** What happened to the data since, a sentence each. */
export function dataChanges(then: readonly RecordedData[], now: readonly RecordedData[]): readonly string[] {
  return now.flatMap((data, at) => {
    const before = then[at];
    if (before === undefined || before.digest === data.digest) return [];
    return [`the data ${data.name} changed (${rowsText(before)} then, ${rowsText(data)} now, other contents)`];
  });
}

/** Of a record that may be damaged or older. */
const rowsText = ({ trainRows, testRows }: Partial<RecordedData>): string =>
  `${trainRows ?? 'an unknown number of'} training${testRows === undefined ? '' : ` and ${testRows} test`} ${(testRows ?? trainRows) === 1 ? 'row' : 'rows'}`;

const resolvedOf = ({ path }: ListedRun): Promise<Pipeline['resolved']> =>
  new RunFolder(path).readJson<Pipeline['resolved']>('spec.resolved.json').catch(() => ({}));
