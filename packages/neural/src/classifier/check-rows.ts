import { nextTurn } from '@selvedge/compute/workers';
import type { LabelledRows, Matrix } from '@selvedge/data';
import { checkFinite, checkRowParts, checkTwoClasses, isStored, rowsOfFit } from '@selvedge/data/checks';
import type { FittedForm } from '@selvedge/data/types';

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

/**
 * Rows to be predicted as the network needs them: named columns in the order of the fit.
 *
 * @throws SelvedgeError `shape-mismatch` for other columns or another shape; `invalid-argument` for NaN
 */
export async function predictionRows(what: string, features: Matrix, fitted: FittedForm): Promise<Matrix> {
  const rows = rowsOfFit(what, features, fitted);
  await checkNumbers(what, rows);
  return rows;
}

/** Numbers looked at before other work of the thread gets its turn: a few milliseconds. */
const STRETCH = 1_000_000;

async function checkNumbers(what: string, features: Matrix): Promise<void> {
  // Rows of a store are bytes, or what scaling made of them; a number that is not finite ends the training as `diverged`.
  if (isStored(features)) return;
  const { values } = features;
  if (values instanceof Uint8Array) return;
  for (let start = 0; start < values.length; start += STRETCH) {
    const end = Math.min(values.length, start + STRETCH);
    checkFinite(what, features, { start, end, asFloat32: true }); // networks compute in float32
    if (end < values.length) await nextTurn();
  }
}
