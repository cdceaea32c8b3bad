import { createRng, type FitOptions, type FittedClassifier, type LabelledRows } from '@selvedge/data';
import { baseModels } from '../base-models.js';
import type { BaseModelSpec } from '../specs.generated.js';

/** How the members of an ensemble are fitted. */
export interface MembersFit {
  /** Named in progress: `fit voting`. */
  readonly step: string;
  /** Tells several fits of the same members apart: their random numbers depend on it. */
  readonly round: number;
  /** Fits before this one, and of all rounds together. */
  readonly done: number;
  readonly total: number;
}

/** Fits one member after the other: each has threads of its own. A member's seed depends on the seed, its round and place. */
export async function fitMembers(
  members: readonly BaseModelSpec[],
  train: LabelledRows,
  { seed = 0, onProgress, ...options }: FitOptions,
  { step, round, done, total }: MembersFit,
): Promise<FittedClassifier[]> {
  const rng = createRng(seed);
  const fitted: FittedClassifier[] = [];
  try {
    for (const [at, spec] of members.entries()) {
      const own = rng.fork('member', round, at).uint32();
      fitted.push(await baseModels.create(spec).fit(train, { ...options, seed: own }));
      onProgress?.({ step, done: done + at + 1, total });
    }
  } catch (error) {
    await disposeMembers(fitted);
    throw error;
  }
  return fitted;
}

export async function disposeMembers(members: readonly FittedClassifier[]): Promise<void> {
  for (const member of members) await member.dispose?.();
}
