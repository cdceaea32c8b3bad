import { isDeepStrictEqual } from 'node:util';
import { SelvedgeError } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import { planTrials, rungAmounts, trialLabel } from '@selvedge/resample/plans';
import type { Values } from '@selvedge/resample/types';
import { assignLocated, parsePath } from '../document/assign.js';
import { locate } from '../document/locate.js';
import { type Located, partLocated, placeOf, plainValue } from '../document/located.js';
import { InvalidSpecError, type Problem } from '../document/problem.js';
import type { ExpandedSweep, ModelConfig, Trial } from './pipeline.js';
import { withDataMap } from './short-data.js';
import type { SweepSpec } from './sweep-schema.js';

/**
 * The trials that a sweep begins with, each checked as if it had been written out.
 *
 * Searches that go by scores start from these; what follows is made as they go.
 *
 * @throws InvalidSpecError placed at the field whose values do not fit
 */
export function expandSweep(
  sweep: SweepSpec,
  merged: Located,
  toConfig: (merged: Located) => ModelConfig,
): ExpandedSweep {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const report = (found: readonly Problem[]): void => {
    for (const problem of found) {
      if (seen.has(problem.message)) continue;
      seen.add(problem.message);
      problems.push(problem);
    }
  };
  const trials = plannedValues(sweep, merged).flatMap((values): readonly Trial[] => {
    const made = trialOf(values, merged, toConfig);
    if ('config' in made) return [made];
    report(made);
    return [];
  });
  if (problems.length === 0 && trials.length > 0) report(rungProblems(sweep, trials[0], merged, toConfig));
  if (problems.length > 0) throw new InvalidSpecError(problems.slice(0, 20));
  const begun = withDistinctLabels(trials);
  const labels = new Map(begun.map(({ label, values }) => [label, JSON.stringify(values)]));
  const followed = new Map<string, Trial>();
  return {
    by: sweep.metric ?? 'accuracy',
    seed: seedOf(merged),
    trials: begun,
    followed,
    trialAt: (values) => {
      const made = trialOf(values, merged, toConfig);
      if (!('config' in made)) throw new InvalidSpecError(made);
      const text = JSON.stringify(values);
      const isTaken = (labels.get(made.label) ?? text) !== text;
      const trial = isTaken ? { ...made, label: exactLabel(values) } : made;
      labels.set(trial.label, text);
      followed.set(text, trial);
      return trial;
    },
  };
}

/** Labels are rounded for people; where that makes two alike, their numbers are written out. */
function withDistinctLabels(trials: readonly Trial[]): readonly Trial[] {
  const counts = new Map<string, number>();
  for (const { label } of trials) counts.set(label, (counts.get(label) ?? 0) + 1);
  return trials.map((trial) => (counts.get(trial.label) === 1 ? trial : { ...trial, label: exactLabel(trial.values) }));
}

const exactLabel = (values: Values): string =>
  Object.entries(values)
    .map(([field, value]) => `${field}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');

/** Searches with rungs set their resource as they go: what would not fit is found before. */
function rungProblems(
  sweep: SweepSpec,
  { values }: Trial,
  merged: Located,
  toConfig: (merged: Located) => ModelConfig,
): readonly Problem[] {
  if (sweep.kind !== 'successive-halving' && sweep.kind !== 'asha') return [];
  const { resource } = sweep;
  const amounts = sweep.kind === 'asha' ? rungAmounts(sweep) : [sweep.from, sweep.to];
  for (const value of new Set([amounts[0], amounts[amounts.length - 1]])) {
    const made = trialOf({ ...values, [resource]: value }, merged, toConfig);
    if ('config' in made) continue;
    const place = placeOf(merged, ['sweep', 'resource']);
    return made.map(({ message }) => ({
      place,
      message: `sweep.resource: '${resource}' cannot be ${value}: ${message}; write a field of the pipeline, for instance train.epochs or data.subset`,
    }));
  }
  return [];
}

function plannedValues(sweep: SweepSpec, merged: Located): readonly Values[] {
  try {
    return planTrials(sweep, seedOf(merged));
  } catch (error) {
    if (!(error instanceof SelvedgeError)) throw error;
    throw new InvalidSpecError([{ place: placeOf(merged, ['sweep']), message: `sweep: ${error.message}` }]);
  }
}

/** The pipeline with some fields changed. */
function trialOf(
  values: Values,
  merged: Located,
  toConfig: (merged: Located) => ModelConfig,
): Trial | readonly Problem[] {
  let changed: Located = merged;
  const names = new Map<string, string>();
  for (const [path, value] of Object.entries(values)) {
    const { name, written } = writtenValue(value, merged, path);
    names.set(path, name);
    const steps = parsePath(path);
    const assigned = assignLocated(withDataMap(changed, steps), steps, written);
    if (!assigned) return [{ place: written.place, message: `sweep: there is nothing at '${path}' that could be set` }];
    changed = assigned;
  }
  try {
    return { label: trialLabel(values), values, config: toConfig(changed) };
  } catch (error) {
    if (error instanceof InvalidSpecError) return error.problems.map((problem) => ofSweep(problem, names));
    throw error;
  }
}

/** A value as it stands in the list that it is tried from; one that was drawn stands where its range does. */
function writtenValue(
  value: Json,
  merged: Located,
  path: string,
): { readonly name: string; readonly written: Located } {
  const from = partLocated(merged, ['sweep', 'over', path]);
  const name = from ? `sweep.over.${path}` : path; // the resource of halving is not a value to try
  const items = from?.kind === 'list' ? from.items : [];
  const at = items.findIndex((item) => isDeepStrictEqual(plainValue(item), value));
  return at < 0
    ? { name, written: locate(value, placeOf(merged, ['sweep', 'over', path])) }
    : { name: `${name}[${at}]`, written: items[at] };
}

/** A complaint about a field that a sweep sets, under the name of the value in the sweep. */
function ofSweep({ place, message }: Problem, names: ReadonlyMap<string, string>): Problem {
  const path = [...names.keys()].find((each) => message.startsWith(each) && /^[:.[]/.test(message.slice(each.length)));
  return { place, message: path === undefined ? message : `${names.get(path)}${message.slice(path.length)}` };
}

function seedOf(merged: Located): number | string {
  const seed = merged.kind === 'map' ? merged.entries.get('seed')?.value : undefined;
  return seed?.kind === 'scalar' && (typeof seed.value === 'number' || typeof seed.value === 'string') ? seed.value : 0;
}
