import { checkThreads, defaultThreads } from '@selvedge/compute/workers';
import type { LabelledRows, Matrix } from '@selvedge/data';
import { toFloat32 } from '@selvedge/data/arithmetic';
import type { Part } from './logistic-methods.js';
import { openSummer } from './thread.js';
import { transposed } from './transposed.js';

/** The training rows, spread over worker threads, unless they are few, that sum losses and gradients. */
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

/** Sections that are summed for themselves, whoever does it: more threads than this find nothing to do. */
const SECTIONS = 16;
/** That L-BFGS asks for, about. */
const EVALUATIONS = 100;
/** Smaller sections are not worth a message. */
const SECTION_ROWS = 1024;

/**
 * Rows are cut into sections whose sums are added up in order. Sums of floating-point numbers depend on their order in
 * the last digits, and L-BFGS makes differences of them that show; so sections depend on the rows alone, and the result
 * is the same for any number of threads.
 *
 * @param labels - numbers of the present classes
 * @param rowWeights - of each row's loss
 */
export async function openLossSums(
  { features, labels }: Pick<LabelledRows, 'features' | 'labels'>,
  classes: number,
  rowWeights: Float64Array,
  threads: number = defaultThreads(),
): Promise<LossSums> {
  checkThreads('fit logistic-regression', threads);
  const { rows, columns } = features;
  const sections = Math.max(1, Math.min(SECTIONS, Math.ceil(rows / SECTION_ROWS)));
  const edges = Array.from({ length: sections + 1 }, (_, at) => Math.floor((rows * at) / sections));
  const count = Math.min(threads, sections);
  const workers = Array.from({ length: count }, () => openSummer(EVALUATIONS * rows * columns * classes));
  const close = async (): Promise<void> => void (await Promise.all(workers.map((worker) => worker.close())));
  try {
    await Promise.all(
      workers.map((worker, at) => {
        const own = edges.slice(Math.floor((sections * at) / count), Math.floor((sections * (at + 1)) / count) + 1);
        const [first, last] = [own[0], own[own.length - 1]];
        const part = copyRows(features, first, last);
        const request: Part = {
          sections: own.slice(1).map((edge, place) => edge - own[place]),
          features: part,
          labels: labels.slice(first, last),
          classes,
          rowWeights: rowWeights.slice(first, last),
        };
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
      const [first, ...others] = parts.flat();
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
