import { differences } from './differences.js';
import type { RecordedStep } from './step-records.js';

/** A run as far as `why` needs it. */
export interface RunSteps {
  readonly id: string;
  readonly steps: readonly RecordedStep[];
}

/**
 * The run to compare with: the one with most results in common, so that as little as possible is left to explain.
 *
 * @param earlier - the latest first; of equally near runs it is taken
 */
export function nearestRun<R extends RunSteps>(run: RunSteps, earlier: readonly R[]): R | undefined {
  const keys = new Set(run.steps.map(({ key }) => key));
  let nearest: R | undefined;
  let most = -1;
  for (const each of earlier) {
    const common = each.steps.filter(({ key }) => keys.has(key)).length;
    if (common > most) [nearest, most] = [each, common];
  }
  return nearest;
}

/**
 * Says in a sentence why a step ran, or why it did not have to.
 *
 * @param before - an earlier run of the same pipeline, if there is one
 */
export function explainStep(step: RecordedStep, run: RunSteps, before: RunSteps | undefined): string {
  const name = `'${step.id}'`;
  if (step.outcome === 'unused') return `${name} was not needed: a cached result that follows from it was enough.`;
  const earlier = before?.steps.find(({ id }) => id === step.id);
  const changes = earlier ? changesOf(step, earlier, run, before as RunSteps) : [];
  if (step.outcome === 'cached') {
    const reason =
      earlier && changes.length > 0
        ? `the result for ${changes.join(' and ')} was there already`
        : 'nothing that it depends on has changed';
    return `${name} was taken from the cache: ${reason}.`;
  }
  if (step.reason === 'cache off') return `${name} ran because the cache was switched off (--no-cache).`;
  if (step.reason === 'damaged') return `${name} ran because its cached result was damaged: ${step.detail}.`;
  if (!earlier) return `${name} ran because no earlier run of this pipeline has such a step.`;
  if (changes.length === 0) return `${name} ran because its result is not kept in the cache, or was gone.`;
  return `${name} re-ran because ${changes.join(' and ')}.`;
}

/** What differs, traced back to where it began: `preprocess[0].factor changed from 10 to 15`. */
function changesOf(
  step: RecordedStep,
  earlier: RecordedStep,
  run: RunSteps,
  before: RunSteps,
  seen = new Set<string>(),
): readonly string[] {
  if (step.key === earlier.key || seen.has(step.id)) return [];
  seen.add(step.id);
  const { identity: now } = step;
  const { identity: then } = earlier;
  const changes: string[] = [];
  if (step.id === 'data') return ['the data changed'];
  changes.push(...differences(now.params, then.params, namesOf(step)));
  for (const [name, digest] of Object.entries(now.code)) {
    if (then.code[name] !== digest) changes.push(codeChange(name));
  }
  changes.push(...differences(now.environment, then.environment, 'the machine'));
  for (const [role, id] of Object.entries(step.inputs)) {
    if (now.inputs[role] === then.inputs[role]) continue;
    const input = run.steps.find((each) => each.id === id);
    const old = before.steps.find((each) => each.id === earlier.inputs[role]);
    if (input && old) changes.push(...changesOf(input, old, run, before, seen));
    else changes.push(`its input '${role}' changed`);
  }
  return [...new Set(changes)];
}

/** Names of code are those of our packages, of the folders `steps`, `registry` and `plan`, and `plugin NAME`. */
function codeChange(name: string): string {
  if (['steps', 'registry', 'plan'].includes(name)) return "the pipeline's own code changed";
  return name.startsWith('plugin ') ? `the ${name} changed` : `the code of @selvedge/${name} changed`;
}

/** The name that a step's parameters have in the pipeline file; elsewhere they begin with the file's own names. */
const NAMES: Readonly<Record<string, string>> = { prepare: 'preprocess', score: 'evaluate', data: 'data' };

const namesOf = ({ identity }: RecordedStep): string => NAMES[identity.kind] ?? '';
