import {
  createRng,
  type Labels,
  type RowIndices,
  rowIndices,
  type Seed,
  SelvedgeError,
  stratifiedPartition,
} from '@selvedge/data';
import { shown, unreachable } from '@selvedge/data/checks';
import { checkStrata, groupedPartition, partition } from '@selvedge/data/partitions';
import type { Fold } from './fold.js';
import { holdout } from './holdout.js';

/**
 * How rows are divided into folds. Plain JSON.
 *
 * - `k-fold`: parts differ in size by at most one row
 * - `stratified-k-fold`: the same, and every class is spread evenly over the parts
 * - `repeated`: either of them several times, shuffled each time
 * - `group-k-fold`: rows of one group stay together
 * - `leave-one-out`: every row is a fold
 * - `holdout`: one fold, a share of the rows; the rows that a pipeline's split `fraction` takes for validation
 */
export type FoldsSpec =
  | { readonly kind: 'k-fold'; readonly folds: number; readonly shuffle?: boolean }
  | { readonly kind: 'stratified-k-fold'; readonly folds: number }
  | {
      readonly kind: 'repeated';
      readonly repeats: number;
      readonly folds: number;
      /** Default true. */
      readonly stratified?: boolean;
    }
  | { readonly kind: 'group-k-fold'; readonly folds: number }
  | { readonly kind: 'leave-one-out' }
  | {
      readonly kind: 'holdout';
      /** Share of the rows that judge, in (0, 1). */
      readonly testSize: number;
      /** Draws the same share of each class; default true. */
      readonly stratified?: boolean;
    };

/** What folds are made from. */
export interface FoldSource {
  readonly labels: Labels;
  /** One key per row; rows with the same key stay on the same side. Needed by `group-k-fold` only. */
  readonly groups?: ArrayLike<number | string>;
}

/**
 * Divides rows so that each is tested once (once per repeat) by a model that was not fitted on it.
 *
 * Rows are shuffled with the seed (except `k-fold` with `shuffle: false` and `leave-one-out`); rows of each side ascend.
 *
 * @throws SelvedgeError `invalid-argument` for fewer than 2 folds, more folds than rows or groups, more stratified folds
 * than every class has rows, missing groups, or a share that leaves a side empty
 * @see Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 2nd ed., section 7.10
 */
export function makeFolds(spec: FoldsSpec, source: FoldSource, seed: Seed = 0): Fold[] {
  const { labels, groups } = source ?? {};
  if (labels?.length === undefined) throw noLabels(spec);
  const rows = labels.length;
  const rng = createRng(seed).fork('folds');
  switch (spec.kind) {
    case 'k-fold':
      checkCount(spec.kind, spec.folds, rows);
      return foldsOf(partition(rows, spec.folds, spec.shuffle === false ? undefined : rng), rows);
    case 'stratified-k-fold':
      checkCount(spec.kind, spec.folds, rows);
      checkStrata(spec.kind, labels, spec.folds, `{ kind: 'k-fold', folds: ${spec.folds} } or give more rows`);
      return foldsOf(stratifiedPartition(labels, spec.folds, rng), rows);
    case 'repeated': {
      checkCount(spec.kind, spec.folds, rows);
      if (spec.stratified !== false) checkStrata(spec.kind, labels, spec.folds, 'stratified: false or give more rows');
      if (!(Number.isInteger(spec.repeats) && spec.repeats >= 1)) throw badRepeats(spec.repeats);
      return Array.from({ length: spec.repeats }, (_, repeat) => {
        const own = rng.fork('repeat', repeat);
        const parts =
          spec.stratified === false ? partition(rows, spec.folds, own) : stratifiedPartition(labels, spec.folds, own);
        return foldsOf(parts, rows);
      }).flat();
    }
    case 'group-k-fold':
      checkCount(spec.kind, spec.folds, rows);
      if (!groups || groups.length !== rows) throw badGroups(groups?.length, rows);
      checkDistinct(groups, spec.folds);
      return foldsOf(groupedPartition(groups, spec.folds, rng), rows);
    case 'leave-one-out':
      checkCount(spec.kind, rows, rows);
      return foldsOf(partition(rows, rows), rows);
    case 'holdout':
      return [holdout(spec.testSize, { labels, stratified: spec.stratified ?? true }, createRng(seed).fork('split'))];
    default:
      return unreachable(spec);
  }
}

const noLabels = (spec: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `makeFolds: got ${shown(spec)} and then no labels; write makeFolds({ kind: 'stratified-k-fold', folds: 5 }, { labels }, seed).`,
  );

function foldsOf(parts: readonly RowIndices[], rows: number): Fold[] {
  return parts.map((part) => {
    const isTest = new Uint8Array(rows);
    for (const row of part) isTest[row] = 1;
    const train = new Uint32Array(rows - part.length);
    let at = 0;
    for (let row = 0; row < rows; row++) if (!isTest[row]) train[at++] = row;
    return { train: rowIndices(train), test: rowIndices(part.slice().sort()) };
  });
}

function checkCount(kind: string, folds: number, rows: number): void {
  if (Number.isInteger(folds) && folds >= 2 && folds <= rows) return;
  throw new SelvedgeError(
    'invalid-argument',
    `${kind}: got ${folds} folds of ${rows} rows; need a whole number of folds, at least 2 and at most the rows.`,
  );
}

const badRepeats = (repeats: number): SelvedgeError =>
  new SelvedgeError('invalid-argument', `repeated: got ${repeats} repeats; need a whole number of at least 1.`);

const badGroups = (groups: number | undefined, rows: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `group-k-fold: got ${groups ?? 'no'} groups for ${rows} rows; pass 'groups' with one key per row.`,
  );

/** @throws SelvedgeError `invalid-argument` where there are fewer groups than folds */
function checkDistinct(groups: ArrayLike<number | string>, folds: number): void {
  const distinct = new Set(Array.from(groups)).size;
  if (distinct >= folds) return;
  const line = distinct < 2 ? 'need at least 2 groups' : `write folds: ${distinct} or give more groups`;
  throw new SelvedgeError(
    'invalid-argument',
    `group-k-fold: the rows are of ${distinct} group${distinct === 1 ? '' : 's'}, which stay whole, for ${folds} folds; ${line}.`,
  );
}
