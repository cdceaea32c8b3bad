import type { Block, Section } from '@selvedge/report';
import type { Environment } from '../run/environment.js';
import type { RunResults } from '../run/results.js';
import type { RunRecord } from '../run/run-folder.js';
import type { SourceState } from '../run/source-state.js';

/** Where the figures of a run come from. */
export interface RunOrigin {
  readonly results: RunResults;
  readonly record: RunRecord;
  readonly environment: Environment;
  /** The specification after `extends`, `--set` and variables. */
  readonly resolved: unknown;
}

/** How a run was made, and how to make it again. */
export const provenanceSection = ({ results, record, environment, resolved }: RunOrigin): Section => ({
  title: 'How it was run',
  blocks: [
    { kind: 'text', text: provenance(results, record) },
    environmentTable(environment, record, results),
    { kind: 'text', text: 'Run again from nothing and compared bit for bit:' },
    { kind: 'code', text: `selvedge replay ${record.id}` },
    { kind: 'text', text: 'The pipeline, with everything that it extends:' },
    { kind: 'code', text: JSON.stringify(resolved, null, 2) },
  ],
});

const provenance = ({ digest, models }: RunResults, { started, resumed, audit }: RunRecord): string => {
  const taken = resumed === 0 ? '' : ` Resumed ${resumed} time${resumed === 1 ? '' : 's'} after an interruption.`;
  return (
    `Started ${started}.${taken} Digest of predictions and metrics: ${digest}. Models were chosen on validation rows. ` +
    (audit ? audited(audit) : scoredOnTest(models))
  );
};

/** What the guards saw. */
function audited({ testSets, models }: NonNullable<RunRecord['audit']>): string {
  const copies = models.flatMap(({ name, copies: found }) =>
    Object.entries(found).map(([part, { copies: count, rows }]) => `${count} of ${rows} ${part} rows for ${name}`),
  );
  const probed = models.filter(({ stateLeak }) => stateLeak === 'none found').map(({ name }) => name);
  return [
    ...testSets.map(({ summary }) => summary),
    ...(copies.length > 0 ? [`Exact copies of training rows: ${copies.join(', ')}.`] : []),
    ...(probed.length > 0
      ? [`Probed for state that leaks from fit to fit, and none found: ${probed.join(', ')}.`]
      : []),
  ].join(' ');
}

/** For runs of before accesses were counted. */
function scoredOnTest(models: RunResults['models']): string {
  const scored = models.filter(({ parts }) => parts.test).length;
  return `${scored} model${scored === 1 ? ' was' : 's were'} scored on the test rows.`;
}

function environmentTable(
  { node, system, processor, processors, memoryBytes, threads, versions, code }: Environment,
  record: RunRecord,
  { data }: RunResults,
): Block {
  return {
    kind: 'table',
    columns: [{ name: 'environment' }, { name: '' }],
    rows: [
      ['data', `${data.name}, ${data.found}`],
      ...(record.data ?? []).map(({ name, digest, trainRows, testRows = 0 }) => [
        `rows of ${name}`,
        `${trainRows} training, ${testRows} test; SHA-256 ${digest}`,
      ]),
      ...sourceRows(record.source),
      ['Node.js', node],
      ['system', system],
      ['processor', `${processor}, ${processors} cores, ${(memoryBytes / 2 ** 30).toFixed(0)} GiB memory`],
      ...(threads === undefined ? [] : [['threads of each step', String(threads)]]),
      ...(versions === undefined ? [] : [['packages', listed(versions)]]),
      ['seed', String(record.seed)],
      ['code', listed(Object.fromEntries(Object.entries(code).map(([name, digest]) => [name, digest.slice(0, 8)])))],
    ],
  };
}

const listed = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map((entry) => entry.join(' '))
    .join(', ');

function sourceRows({ git, lockFile }: SourceState = {}): readonly (readonly string[])[] {
  const commit = git && (git.clean ? git.commit : `${git.commit}, with changes that were not committed`);
  return [
    ...(commit === undefined ? [] : [['git commit', commit]]),
    ...(lockFile ? [[lockFile.name, `SHA-256 ${lockFile.sha256}`]] : []),
  ];
}
