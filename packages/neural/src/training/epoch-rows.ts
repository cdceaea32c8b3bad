import { createRng, type LabelledRows } from '@selvedge/data';
import type { TrainInput } from './train-input.js';

export const allRows = ({ features: { rows } }: LabelledRows): Uint32Array =>
  Uint32Array.from({ length: rows }, (_, row) => row);

/** The epoch's order depends on the seed and the epoch alone, so a resumed run has it too. */
export function orderOf({ train, params, seed }: TrainInput, epoch: number): Uint32Array {
  const order = allRows(train);
  return params.shuffle ? createRng(seed).fork('shuffle', epoch).shuffle(order) : order;
}

export const rowsOfBatch = (order: Uint32Array, batch: number, batchSize: number): Uint32Array =>
  order.subarray(batch * batchSize, (batch + 1) * batchSize);

/** The training rows that are scored after every epoch. */
export function evaluatedRows({ train, params: { evaluateTrain }, seed }: TrainInput): Uint32Array {
  const all = allRows(train);
  if (evaluateTrain === 'all' || evaluateTrain >= all.length) return all;
  return createRng(seed).fork('rows scored after every epoch').shuffle(all).slice(0, evaluateTrain).sort();
}
