import type { LabelledRows } from '@selvedge/data';
import { throwIfAborted } from '@selvedge/data/checks';
import type { LossKind } from '@selvedge/networks/engine';
import { logProbability, probabilitiesOf } from '@selvedge/networks/engine';
import type { Head } from '@selvedge/networks/types';
import type { NetworkSession, WhichWeights } from '../session/session.js';
import { gather } from './batches.js';
import { allRows } from './epoch-rows.js';
import type { Metrics } from './history.js';
import type { TrainInput } from './train-input.js';

/** Rows sent to the engine at once: large enough for its threads, small enough that no call blocks the caller. */
export const CHUNK_ROWS = 512;

/** Chunks under way at once, so that the engine never waits for the next one. */
const AHEAD = 2;

export interface Scoring {
  readonly head: Head;
  readonly loss: LossKind;
  readonly which: WhichWeights;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Scores rows in inference mode.
 *
 * @param rows - which of them
 * @throws SelvedgeError `diverged` when an output is not a finite number
 */
export async function evaluate(
  session: NetworkSession,
  data: LabelledRows,
  rows: Uint32Array,
  { head, loss, which, signal }: Scoring,
): Promise<Metrics> {
  let crossEntropy = 0;
  let squares = 0;
  let correct = 0;
  await eachChunk(rows.length, async (start, end) => {
    throwIfAborted(signal, 'training');
    const chunk = rows.subarray(start, end);
    const outputs = await session.predict(gather(data, chunk), chunk.length, which);
    const sums = score(outputs, data, chunk, head);
    crossEntropy += sums.crossEntropy;
    squares += sums.squares;
    correct += sums.correct;
  });
  const penalty = await session.penalty(which);
  const mean = crossEntropy / rows.length;
  const value = loss === 'cross-entropy' ? mean : squares / (rows.length * data.classes.length);
  return { loss: value + penalty, crossEntropy: mean, accuracy: correct / rows.length, rows: rows.length };
}

/**
 * Predicts a batch of training rows: the last step may lead to weights whose outputs overflow.
 *
 * @throws SelvedgeError `diverged`
 */
export async function checkOutputs(
  session: NetworkSession,
  { network: { outputs, head }, params, train }: TrainInput,
  which: WhichWeights,
): Promise<void> {
  const rows = allRows(train).subarray(0, Math.min(CHUNK_ROWS, params.batchSize));
  probabilitiesOf(await session.predict(gather(train, rows), rows.length, which), outputs, head);
}

/** Calls `work` with stretches of at most `CHUNK_ROWS`, a few at once. The order of the sums is that of the rows. */
export async function eachChunk(rows: number, work: (start: number, end: number) => Promise<void>): Promise<void> {
  const under: Promise<void>[] = [];
  for (let start = 0; start < rows; start += CHUNK_ROWS) {
    const chunk = work(start, Math.min(rows, start + CHUNK_ROWS));
    chunk.catch(() => undefined); // awaited below; a failure before that is not unhandled
    under.push(chunk);
    if (under.length > AHEAD) await under.shift();
  }
  for (const chunk of under) await chunk;
}

/**
 * Below this a probability of float32 has too few digits: its logarithm is computed from the logits. Outputs of a linear
 * head have none, so theirs is cut here, as in Keras, that one hopeless row may not make the mean infinite.
 */
const SMALLEST = 1e-7;

/** @param outputs - before the head, rows x classes */
function score(
  outputs: Float32Array,
  { labels, classes: { length: classes } }: LabelledRows,
  rows: Uint32Array,
  head: Head,
): { crossEntropy: number; squares: number; correct: number } {
  const shares = probabilitiesOf(outputs, classes, head);
  let crossEntropy = 0;
  let squares = 0;
  let correct = 0;
  for (let at = 0; at < rows.length; at++) {
    const label = labels[rows[at]];
    const start = at * classes;
    const shift = head === 'log-softmax' ? logProbability(outputs, start, classes, 0) - outputs[start] : 0;
    let best = 0;
    for (let c = 0; c < classes; c++) {
      const y = head === 'softmax' ? shares[start + c] : outputs[start + c] + shift;
      if (shares[start + c] > shares[start + best]) best = c;
      squares += (y - (c === label ? 1 : 0)) ** 2;
    }
    const share = shares[start + label];
    const isExact = share >= SMALLEST || head === 'linear';
    crossEntropy -= isExact ? Math.log(Math.max(SMALLEST, share)) : logProbability(outputs, start, classes, label);
    if (best === label) correct++;
  }
  return { crossEntropy, squares, correct };
}
