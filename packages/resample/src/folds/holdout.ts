import { type Labels, type Rng, rowIndices, SelvedgeError } from '@selvedge/data';
import { stratifiedDraw } from '@selvedge/data/partitions';
import type { Fold } from './fold.js';

/** Draws a share of the rows to judge; both sides ascend. */
export function holdout(
  testSize: number,
  { labels, stratified }: { readonly labels: Labels; readonly stratified: boolean },
  rng: Rng,
): Fold {
  const rows = labels.length;
  const testRows = Math.round(testSize * rows);
  if (!(testSize > 0 && testSize < 1) || testRows < 1 || testRows >= rows) throw badShare(testSize, rows);
  if (stratified) {
    const [test, train] = stratifiedDraw(labels, [testRows], rng);
    return { train, test };
  }
  const order = rng.shuffle(Uint32Array.from(labels.keys()));
  return { train: rowIndices(order.slice(testRows).sort()), test: rowIndices(order.slice(0, testRows).sort()) };
}

const badShare = (testSize: number, rows: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `holdout: got testSize ${testSize} of ${rows} rows; need a share between 0 and 1 that leaves rows on both sides, for instance 0.2.`,
  );
