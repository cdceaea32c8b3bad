import { defaultThreads, spawnWorker } from '@selvedge/compute';
import { type LabelledRows, type Matrix, toFloat32 } from '@selvedge/data';
import type { api, Part } from './logistic.worker.js';

/** The training rows, spread over worker threads that sum losses and gradients. */
export interface LossSums {
  /**
   * @param weights - classes x columns
   * @param signal - stops the work with `aborted`
   * @returns weighted sum of the rows' losses and its gradients
   */
  at(
    weights: Float64Array,
    intercepts: Float64Array,
    signal: AbortSignal | undefined,
  ): Promise<{ loss: number; weightGradient: Float64Array; interceptGradient: Float64Array }>;
  close(): Promise<void>;
}

/**
 * Rows are cut into as many parts as there are threads; the sums depend on the parts in their last digits, so
 * results are repeatable for a given number of threads.
 *
 * @param labels - numbers of the present classes
 */
export async function openLossSums(
  { features, labels }: Pick<LabelledRows, 'features' | 'labels'>,
  classes: number,
  classWeights: Float64Array,
  threads: number = defaultThreads(),
): Promise<LossSums> {
  const { rows, columns } = features;
  const count = Math.max(1, Math.min(threads, Math.ceil(rows / 1024)));
  const workers = Array.from({ length: count }, () =>
    spawnWorker<typeof api>(import.meta.url, './logistic.worker.js', { name: 'logistic-regression' }),
  );
  const close = async (): Promise<void> => void (await Promise.all(workers.map((worker) => worker.close())));
  try {
    await Promise.all(
      workers.map((worker, at) => {
        const first = Math.floor((rows * at) / count);
        const last = Math.floor((rows * (at + 1)) / count);
        const part = copyRows(features, first, last);
        const request: Part = { features: part, labels: labels.slice(first, last), classes, classWeights };
        return worker.call('load', request, { transfer: [part.values.buffer as ArrayBuffer] });
      }),
    );
  } catch (error) {
    await close();
    throw error;
  }
  return {
    async at(weights, intercepts, signal) {
      const point = { weights: transposed(weights, classes, columns), intercepts: Float32Array.from(intercepts) };
      const parts = await Promise.all(
        workers.map((worker) => worker.call('evaluate', point, signal ? { signal } : {})),
      );
      const [first, ...others] = parts;
      let { loss } = first;
      for (const other of others) {
        loss += other.loss;
        for (let at = 0; at < weights.length; at++) first.weightGradient[at] += other.weightGradient[at];
        for (let at = 0; at < classes; at++) first.interceptGradient[at] += other.interceptGradient[at];
      }
      return { ...first, loss };
    },
    close,
  };
}

function copyRows(features: Matrix, first: number, last: number): Matrix<Uint8Array> | Matrix<Float32Array> {
  const { columns } = features;
  const rows = last - first;
  const values = features.values.subarray(first * columns, last * columns);
  if (values instanceof Uint8Array) return { values: values.slice(), rows, columns };
  const floats = toFloat32({ values, rows, columns });
  return floats.values === values ? { ...floats, values: floats.values.slice() } : floats;
}

function transposed(weights: Float64Array, classes: number, columns: number): Float32Array {
  const result = new Float32Array(weights.length);
  for (let label = 0; label < classes; label++) {
    for (let column = 0; column < columns; column++)
      result[column * classes + label] = weights[label * columns + column];
  }
  return result;
}
