import type { Classifier } from '../classifier.js';
import type { LabelledRows } from '../dataset.js';
import type { Matrix } from '../matrix.js';
import type { ClassifierCheckOptions } from './classifier-check-options.js';
import { converted, sampleRows } from './sample-rows.js';

/** What most checks begin with. */
export interface ClassifierSetup {
  readonly train: LabelledRows;
  readonly test: LabelledRows;
  readonly columns: number;
  /** Sample rows with other numbers of rows and columns, in the type and range that the model takes. */
  rows(count: number, columns?: number, seed?: number): LabelledRows;
}

export function classifierSetup({ columns = 6, scaled = false }: ClassifierCheckOptions): ClassifierSetup {
  const rows = (count: number, width = columns, seed = 1): LabelledRows => {
    const bytes = sampleRows(count, width, seed);
    return scaled ? converted(bytes, Float32Array, 1 / 255) : bytes;
  };
  return { train: rows(60), test: rows(30, columns, 2), columns, rows };
}

/** Probabilities of a fresh model fitted on `train`. */
export async function probabilitiesOf(
  model: Classifier,
  train: LabelledRows,
  features: Matrix,
  seed = 7,
): Promise<Float32Array> {
  const fitted = await model.fit(train, { seed });
  const { values } = await fitted.predictProba(features);
  await fitted.dispose?.();
  return values;
}
