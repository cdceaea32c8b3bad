import type { Executor, Node } from '@selvedge/workflow/types';
import type { PipelineEntry } from '../spec/pipeline.js';
import type { ChosenEntry } from './fit-entry.js';
import { planCurve } from './learning-curve.js';
import { foldsSpecOf, planFolds } from './plan-folds.js';

type Evaluated = Pick<PipelineEntry, 'evaluate'>;

/** Sizes of a learning curve that names none. */
const USUAL_SIZES = 5;

/**
 * Names of the fits of folds and learning curve that can each be done alone: `fold-2`, `size-1` for the smallest size, and `folds`
 * for all of them where each begins with the weights of the one before.
 */
export function fitNames({ evaluate: { crossValidation, learningCurve } }: Evaluated): readonly string[] {
  const numbered = (name: string, count: number): string[] =>
    Array.from({ length: count }, (_, at) => `${name}-${at + 1}`);
  const { folds, carryWeights = false } = crossValidation ? foldsSpecOf(crossValidation) : { folds: 0 };
  const sizes = learningCurve ? (learningCurve.sizes?.length ?? USUAL_SIZES) : 0;
  return [...(carryWeights ? ['folds'] : numbered('fold', folds)), ...numbered('size', sizes)];
}

/** One of them. */
export interface ResampledFit {
  readonly name: string;
  /** The scores that it is done for. Sizes that come to the same number of rows leave a name without any. */
  readonly targets: readonly Node[];
}

/**
 * The fits of a model's folds and learning curve.
 *
 * @throws SelvedgeError `invalid-argument` as `planFolds` and `planCurve`, and for too many exact copies across folds: nothing is to be
 * fitted for those
 */
export async function resampledFits(chosen: ChosenEntry, executor: Executor): Promise<readonly ResampledFit[]> {
  const { crossValidation, learningCurve } = chosen.entry.evaluate;
  const folds = crossValidation ? await planFolds(chosen, crossValidation, executor) : undefined;
  if (folds) await executor.get(folds.check);
  const curve = learningCurve ? await planCurve(chosen, learningCurve, executor) : [];
  const scores = folds?.fits.map(({ score }) => score) ?? [];
  const targets = [
    ...(folds?.carryWeights ? [scores] : scores.map((score) => [score])),
    ...curve.map(({ train, validation }) => [train, validation]),
  ];
  return fitNames(chosen.entry).map((name, at) => ({ name, targets: targets[at] ?? [] }));
}

/** Does one of them, so that its results are in the cache. */
export async function doFit(chosen: ChosenEntry, name: string, executor: Executor): Promise<void> {
  const targets = (await resampledFits(chosen, executor)).find((fit) => fit.name === name)?.targets ?? [];
  for (const [at, node] of targets.entries()) {
    await executor.get(node);
    executor.keepOnly(targets.slice(at + 1)); // rows of a fold are a copy
  }
}

/** The same row without them. */
export function withoutFits<Entry extends Evaluated>(entry: Entry): Entry {
  const { crossValidation: _, learningCurve: __, ...evaluate } = entry.evaluate;
  return { ...entry, evaluate };
}
