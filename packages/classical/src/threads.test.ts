import { matrix } from '@selvedge/data';
import { createClassifier } from '../classifiers.js';
import type { ClassicalSpec } from '../specs.generated.js';

const ROWS = 900;
const COLUMNS = 40;
const bytes = Uint8Array.from({ length: ROWS * COLUMNS }, (_, at) => (at * 2654435761) >>> 24);
const labels = Uint16Array.from({ length: ROWS }, (_, row) => (bytes[row * COLUMNS] >> 6) % 3);
const rows = { features: matrix(bytes, ROWS, COLUMNS), labels, classes: ['a', 'b', 'c'] };

test.each<ClassicalSpec>([
  { kind: 'knn' },
  { kind: 'logistic-regression', maxIter: 5 },
  { kind: 'decision-tree' },
  { kind: 'random-forest', nEstimators: 4 },
  { kind: 'hist-gradient-boosting', maxIter: 3 },
])('$kind says the same with any number of threads, and refuses none', async (spec) => {
  const saidWith = async (threads: number): Promise<Float32Array> => {
    const model = await createClassifier(spec).fit(rows, { threads });
    return (await model.predictProba(rows.features, { threads })).values;
  };
  expect(await saidWith(3)).toEqual(await saidWith(1));
  await expect(saidWith(0)).rejects.toThrow(/got 0 threads; need a whole number from 1 to 256/);
});
