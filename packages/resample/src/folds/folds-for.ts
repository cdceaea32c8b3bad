import { SelvedgeError, shown } from '@selvedge/data';
import { checkFolds, checkJudgedOnce } from '../audit/check-folds.js';
import type { Fold } from './fold.js';
import { type FoldSource, type FoldsSpec, makeFolds } from './folds.js';

/** A number of stratified folds (of whole groups, where there are groups), how to make folds, or the folds themselves. */
export type Folds = number | FoldsSpec | readonly Fold[];

/** What `folds` stands for. Five stratified folds when nothing is given; `group-k-fold` for a number and groups. */
export function foldsSpec(folds: Folds = 5, groups?: FoldSource['groups']): FoldsSpec | 'given' {
  if (typeof folds === 'number') return { kind: groups ? 'group-k-fold' : 'stratified-k-fold', folds };
  if (Array.isArray(folds)) return 'given';
  if (typeof folds === 'object' && folds !== null && 'kind' in folds) return folds;
  throw new SelvedgeError(
    'invalid-argument',
    `folds: got ${shown(folds)}; need a number of folds, { kind: 'stratified-k-fold', folds: 5 } or a list of { train, test }.`,
  );
}

/**
 * Makes folds, or takes those of the caller, and checks them: no row on both sides of a fold, every row judged as often
 * as the kind of folds says, no group on both sides.
 *
 * @throws SelvedgeError `invalid-argument` for an impossible division or folds that leak
 */
export function foldsFor(folds: Folds | undefined, source: FoldSource, seed: number): readonly Fold[] {
  const spec = foldsSpec(folds, source.groups);
  const made = spec === 'given' ? (folds as readonly Fold[]) : makeFolds(spec, source, seed);
  checkFolds(made, source.labels.length, source.groups);
  const times = timesJudged(spec);
  if (times !== undefined) checkJudgedOnce(made, source.labels.length, times);
  return made;
}

/** How often every row judges; undefined where some rows may never judge. */
function timesJudged(spec: FoldsSpec | 'given'): number | undefined {
  if (spec === 'given' || spec.kind === 'holdout') return undefined;
  return spec.kind === 'repeated' ? spec.repeats : 1;
}
