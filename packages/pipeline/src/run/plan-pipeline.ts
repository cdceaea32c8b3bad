import { Cache, type CacheEntry, InProcessExecutor, type Node, withInputs } from '@selvedge/workflow';
import { numericSeed, settingNodes } from '../plan/setting-nodes.js';
import type { Pipeline, Variant } from '../spec/pipeline.js';
import { dataNode } from '../steps/data.js';
import { rowsNode } from '../steps/rows.js';
import { foldersOf } from './folders.js';
import { loadSource, sourceOf } from './load-data.js';
import type { RunOptions } from './run-pipeline.js';

/** A step of a plan. Plain JSON. */
export interface PlannedStep {
  readonly id: string;
  readonly label: string;
  readonly key: string;
  /** Ids of the steps that it reads. */
  readonly inputs: readonly string[];
  /** `here`: cheap, made again in each process. `chosen later`: depends on what a sweep chooses. */
  readonly state: 'cached' | 'runs' | 'here' | 'not needed';
  /** What it took when it was computed. */
  readonly seconds?: number;
}

/** What a run would do. Plain JSON. */
export interface Plan {
  readonly name: string;
  readonly steps: readonly PlannedStep[];
}

/** Plans a pipeline: loads its data (keys depend on it), looks into the cache, and computes nothing. */
export async function planOf(pipeline: Pipeline, options: RunOptions = {}): Promise<Plan> {
  const cache = new Cache(foldersOf(pipeline.projectDirectory, options).cache);
  const executor = new InProcessExecutor({ cache });
  const sources = new Map<string, ReturnType<typeof dataNode>>();
  const targets: Node[] = [];
  for (const variant of pipeline.variants) {
    const { setting } = variant;
    const id = sourceOf(setting.data);
    const data = sources.get(id) ?? dataNode(await loadSource(setting.data, pipeline, options));
    sources.set(id, data);
    const rows = await executor.get(rowsNode(data, setting.data.subset, setting.split, numericSeed(setting.seed)));
    targets.push(...targetsOf(variant, data, rows.validation !== undefined, rows.test !== undefined));
  }
  const nodes = withInputs(targets);
  const entries = new Map<string, CacheEntry | undefined>();
  for (const each of nodes) if (each.codec) entries.set(each.key, await cache.peek(each.key));
  const needed = neededOf(targets, entries);
  return {
    name: pipeline.name,
    steps: nodes.map((each): PlannedStep => {
      const entry = entries.get(each.key);
      return {
        id: each.id,
        label: each.label,
        key: each.key,
        inputs: Object.values(each.inputs).map(({ id }) => id),
        state: entry ? 'cached' : !needed.has(each.key) ? 'not needed' : each.codec ? 'runs' : 'here',
        ...(entry && { seconds: entry.seconds }),
      };
    }),
  };
}

function targetsOf(
  variant: Variant,
  data: ReturnType<typeof dataNode>,
  hasValidation: boolean,
  hasTest: boolean,
): readonly Node[] {
  const { name, sweep, evaluate, setting } = variant;
  if (sweep) {
    return sweep.points.map((point) =>
      settingNodes(point.setting, data, hasValidation, `${name}/${point.label}`, 'choice').score('validation', [
        sweep.by,
      ]),
    );
  }
  const nodes = settingNodes(setting, data, hasValidation, name);
  return [
    nodes.summary,
    ...(evaluate.train ? [nodes.score('train', evaluate.metrics)] : []),
    ...(hasValidation ? [nodes.score('validation', evaluate.metrics)] : []),
    ...(hasTest && evaluate.test !== false ? [nodes.score('test', evaluate.metrics)] : []),
  ];
}

/** Steps that a run would ask for: those of which no cached result downstream makes them superfluous. */
function neededOf(targets: readonly Node[], entries: ReadonlyMap<string, CacheEntry | undefined>): ReadonlySet<string> {
  const needed = new Set<string>();
  const visit = (at: Node): void => {
    if (needed.has(at.key)) return;
    needed.add(at.key);
    if (entries.get(at.key)) return;
    for (const input of Object.values(at.inputs)) visit(input);
  };
  for (const target of targets) visit(target);
  return needed;
}
