import { SelvedgeError } from '@selvedge/data';
import { onlyFields, onlyValues, respelled, shown } from '@selvedge/data/checks';
import { checkFolds, checkJudgedOnce } from '../audit/check-folds.js';
import type { Fold } from './fold.js';
import { type FoldSource, type FoldsSpec, makeFolds } from './folds.js';

/** A number of stratified folds (of whole groups, where there are groups), how to make folds, or the folds themselves. */
export type Folds = number | FoldsSpec | readonly Fold[];

/** What `folds` stands for. Five stratified folds when nothing is given; `group-k-fold` for a number and groups. */
export function foldsSpec(folds: Folds = 5, groups?: FoldSource['groups']): FoldsSpec | 'given' {
  if (typeof folds === 'number') return { kind: groups ? 'group-k-fold' : 'stratified-k-fold', folds };
  if (Array.isArray(folds)) return 'given';
  if (typeof folds === 'object' && folds !== null && 'kind' in folds) return checkedSpec(folds as FoldsSpec);
  throw new SelvedgeError(
    'invalid-argument',
    `folds: got ${shown(folds)}; need a number of folds, { kind: 'stratified-k-fold', folds: 5 } or a list of { train, test }.`,
  );
}

/** What each kind of folds is made with, and what scikit-learn calls the kind. */
const KINDS: {
  readonly [Kind in FoldsSpec['kind']]: { readonly fields: readonly string[]; readonly knownAs: readonly string[] };
} = {
  'k-fold': { fields: ['folds', 'shuffle'], knownAs: [] },
  'stratified-k-fold': { fields: ['folds'], knownAs: ['stratified'] },
  repeated: {
    fields: ['repeats', 'folds', 'stratified'],
    knownAs: ['repeated-k-fold', 'repeated-stratified-k-fold'],
  },
  'group-k-fold': { fields: ['folds'], knownAs: ['stratified-group-k-fold', 'grouped'] },
  'leave-one-out': { fields: [], knownAs: ['loo'] },
  holdout: { fields: ['testSize', 'stratified'], knownAs: ['shuffle-split', 'stratified-shuffle-split'] },
};

const GUESSES = {
  nSplits: 'folds: 5',
  nRepeats: 'repeats: 10',
  testFraction: 'testSize: 0.2',
  randomState: 'seed: 0 beside folds',
};

function checkedSpec(spec: FoldsSpec): FoldsSpec {
  const kinds = Object.keys(KINDS) as FoldsSpec['kind'][];
  const written = spec.kind;
  if (Object.hasOwn(KINDS, written)) {
    onlyFields(`folds '${written}'`, spec, ['kind', ...KINDS[written].fields], GUESSES);
    onlyValues(`folds '${written}'`, spec, { stratified: [true, false], shuffle: [true, false] });
    return spec;
  }
  const right =
    respelled(written, kinds) ??
    kinds.find((kind) => respelled(written, KINDS[kind].knownAs) ?? KINDS[kind].knownAs.includes(written));
  const hint = right === undefined ? `need one of ${kinds.join(', ')}` : `write '${right}'`;
  throw new SelvedgeError('invalid-argument', `folds: unknown kind ${shown(written)}; ${hint}.`);
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
