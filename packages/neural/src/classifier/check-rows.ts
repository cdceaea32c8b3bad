import { nextTurn } from '@selvedge/compute/workers';
import type { LabelledRows, Matrix } from '@selvedge/data';
import { checkColumns, checkFinite, checkRowParts, checkTwoClasses } from '@selvedge/data/checks';

/**
 * Checks rows to fit on before any work.
 *
 * @throws SelvedgeError as `checkRows`, and `invalid-argument` for one class only
 */
export async function checkTrainingRows(what: string, data: LabelledRows): Promise<void> {
  await checkRows(what, data);
  checkTwoClasses(what, data);
}

/** @throws SelvedgeError `invalid-argument` for no rows, NaN, labels out of range; `shape-mismatch` */
export async function checkRows(what: string, data: LabelledRows): Promise<void> {
  checkRowParts(what, data);
  await checkNumbers(what, data.features);
}

/** @throws SelvedgeError `shape-mismatch` for rows of other columns than those of the fit; `invalid-argument` for NaN */
export async function checkPredictionRows(what: string, features: Matrix, columns: number): Promise<void> {
  checkColumns(what, features, columns);
  await checkNumbers(what, features);
}

/** Numbers looked at before other work of the thread gets its turn: a few milliseconds. */
const STRETCH = 1_000_000;

async function checkNumbers(what: string, features: Matrix): Promise<void> {
  const { values } = features;
  if (values instanceof Uint8Array) return;
  for (let start = 0; start < values.length; start += STRETCH) {
    const end = Math.min(values.length, start + STRETCH);
    checkFinite(what, features, { start, end, asFloat32: true }); // networks compute in float32
    if (end < values.length) await nextTurn();
  }
}
