import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { withCurrentNames } from '@selvedge/component/names';
import { SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';
import { changedNetworks } from '../registry/recorded-networks.js';
import { BUILT_IN } from '../registry/registry.js';
import { parseSpec } from '../spec/parse-spec.js';
import { type PipelineInput, schemasOf } from '../spec/schema.js';
import { withCurrentPaths } from './current-paths.js';
import { type Environment, environment } from './environment.js';
import { planRun } from './plan-run.js';
import type { RunResults } from './results.js';
import { type ListedRun, type RecordedPlugin, RunFolder } from './run-folder.js';
import { dataChanges, dataOf } from './run-identity.js';
import { readNetworks, withNamesOfRun } from './run-names.js';
import type { RunOptions } from './run-options.js';
import { runPlan } from './run-pipeline.js';
import { readEnvironment, readResolved, readResults } from './stored-run.js';

/** What a repetition found. Plain JSON. */
export interface Replay {
  readonly run: string;
  readonly same: boolean;
  /** Empty when the results are identical bit for bit. */
  readonly differences: readonly string[];
  /** What of the data, the machine or the code is not as it was, found before anything ran: the likely reason. */
  readonly changed: readonly string[];
}

/**
 * Runs a finished run again from its own folder, with an empty cache, and compares bit for bit. Names of networks and flaws
 * mean what they meant in the run; models and preparation of plugins need `registry`.
 *
 * @param listed - the run, as `findRun` or `listRuns` gives it
 * @throws SelvedgeError `not-found` when the run did not finish; `invalid-argument` for a path in place of a run; those of
 * the run
 */
export async function replay(
  listed: ListedRun,
  options: Pick<RunOptions, 'dataDirectory' | 'offline' | 'signal' | 'onEvent' | 'allowOutside' | 'registry'> = {},
): Promise<Replay> {
  if (typeof (listed as Partial<ListedRun> | undefined)?.path !== 'string') {
    throw new SelvedgeError(
      'invalid-argument',
      `replay: got ${shown(listed)}; need a run of listRuns or findRun, for instance replay(await findRun('latest', 'runs')).`,
    );
  }
  const folder = new RunFolder(listed.path, listed);
  if (listed.status !== 'finished')
    throw new SelvedgeError('not-found', `run ${listed.id} did not finish; there is nothing to compare with.`);
  const before = await readResults(folder);
  const then = await readEnvironment(folder);
  const { threads } = then.identity as { readonly threads: number };
  const { registry: given = BUILT_IN } = options;
  const networks = await readNetworks(folder);
  const registry = withNamesOfRun(given, networks, before);
  // A file without a name has its own, which the run knows; one of an earlier release may have its names.
  const written = { name: listed.name, ...(await readResolved<PipelineInput>(folder)) };
  const schema = schemasOf(registry).pipeline;
  const spec = withCurrentPaths(schema, withCurrentNames(schema, written));
  const scratch = await mkdtemp(join(tmpdir(), 'selvedge-replay-'));
  try {
    // Paths are relative to the file that the run was made from. Runs of earlier releases name other files in `compare`.
    const [file] = listed.files;
    const pipeline = await parseSpec(file !== undefined && spec.compare ? file : spec, {
      projectDirectory: listed.projectDirectory,
      ...(file !== undefined && { folder: dirname(file) }),
      ...(options.allowOutside && { allowOutside: true }),
      registry,
    });
    const runOptions: RunOptions = {
      ...options,
      registry,
      threads, // sums of networks round otherwise with another number
      ...(options.dataDirectory === undefined &&
        listed.dataDirectory !== undefined && { dataDirectory: listed.dataDirectory }),
      output: join(scratch, 'run'),
      cacheDirectory: join(scratch, 'cache'),
      store: 'off',
    };
    // A repetition is not a run of its own: trackers do not see it.
    const plan = await planRun(
      { ...pipeline, track: {}, report: { html: false, figures: false }, files: listed.files },
      runOptions,
    );
    const changed = [
      ...dataChanges(listed.data ?? [], dataOf(plan.sources)),
      ...changesOf(then, environment(threads)),
      ...pluginChanges(listed.plugins, given.plugins),
      ...changedNetworks(given, networks).map(
        (name) => `the network ${name} has other layers now; the run's were used`,
      ),
    ];
    for (const text of changed) options.onEvent?.({ event: 'note', level: 'warning', text: `changed since: ${text}` });
    const { results } = await runPlan(plan);
    return {
      run: listed.id,
      same: results.digest === before.digest,
      differences: results.digest === before.digest ? [] : differencesOf(before, results),
      changed,
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function differencesOf(before: RunResults, after: RunResults): readonly string[] {
  const found: string[] = [];
  if (before.data.name !== after.data.name) found.push(`the data was ${before.data.name} and is ${after.data.name}`);
  for (const model of before.models) {
    const now = after.models.find(({ name }) => name === model.name);
    if (!now) {
      found.push(`the model ${model.name} is missing`);
      continue;
    }
    for (const [part, was] of Object.entries(model.parts)) {
      const is = now.parts[part as keyof typeof now.parts];
      if (was.digest === is?.digest) continue;
      const metrics = Object.entries(was.metrics)
        .filter(([name, value]) => value !== is?.metrics[name])
        .map(([name, value]) => `${name} was ${value} and is ${is?.metrics[name]}`);
      found.push(`${model.name}, ${part} rows: ${metrics.join(', ') || 'probabilities differ, metrics do not'}`);
    }
  }
  return found.length > 0 ? found : ['something other than predictions differs'];
}

function changesOf(then: Environment, now: Environment): readonly string[] {
  const found: string[] = [];
  for (const field of ['node', 'system', 'processor', 'processors'] as const) {
    if (then[field] !== now[field]) found.push(`${field}: ${then[field]} then, ${now[field]} now`);
  }
  if (JSON.stringify(then.identity) !== JSON.stringify(now.identity))
    found.push(`runtime: ${JSON.stringify(then.identity)} then, ${JSON.stringify(now.identity)} now`);
  for (const [name, digest] of Object.entries(now.code))
    if (then.code[name] !== digest) found.push(`the code of ${name}`);
  return found;
}

type RecordedVersion = Pick<RecordedPlugin, 'name' | 'version'>;

function pluginChanges(then: readonly RecordedPlugin[] = [], now: readonly RecordedVersion[]): readonly string[] {
  const versionOf = (plugins: readonly RecordedVersion[], name: string): string => {
    const plugin = plugins.find((each) => each.name === name);
    return plugin ? (plugin.version ?? 'no version') : 'absent';
  };
  // The layers of a plugin's networks are the run's own: only a plugin that was needed for more can make a difference.
  const needed = then.filter(({ models = [''], transforms = [''] }) => models.length + transforms.length > 0);
  const names = needed.map(({ name }) => name);
  return names.flatMap((name) => {
    const [was, is] = [versionOf(then, name), versionOf(now, name)];
    return was === is ? [] : [`the plugin ${name}: ${was} then, ${is} now`];
  });
}
