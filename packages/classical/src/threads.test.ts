import { matrix } from '@selvedge/data';
import { classifiers, createClassifier } from './classifiers.js';
import type { ClassicalSpec } from './specs.generated.js';

const ROWS = 900;
const COLUMNS = 40;
const bytes = Uint8Array.from({ length: ROWS * COLUMNS }, (_, at) => (at * 2654435761) >>> 24);
const labels = Uint16Array.from({ length: ROWS }, (_, row) => (bytes[row * COLUMNS] >> 6) % 3);
const three = { features: matrix(bytes, ROWS, COLUMNS), labels, classes: ['a', 'b', 'c'] };
const two = { ...three, labels: labels.map((label) => Number(label === 0)), classes: ['other', 'a'] };

/** Every model with its smallest settings, and those whose work is shared in another way with others. */
const SPECS: readonly ClassicalSpec[] = [
  ...classifiers.definitions.map(({ kind, contract }) => ({ ...contract[0]?.params, kind }) as ClassicalSpec),
  { kind: 'knn', metric: 'manhattan' },
  { kind: 'logistic-regression', maxIter: 5 },
  { kind: 'logistic-regression', solver: 'saga', maxIter: 3 },
  { kind: 'decision-tree' },
];

test.each(SPECS)('$kind says the same with any number of threads', async (spec) => {
  const rows = spec.kind === 'tuned-threshold' ? two : three;
  const saidWith = async (threads: number): Promise<Float32Array> => {
    const model = await createClassifier(spec).fit(rows, { threads });
    return (await model.predictProba(rows.features, { threads })).values;
  };
  const alone = await saidWith(1);
  for (const threads of [2, 4]) expect(await saidWith(threads)).toEqual(alone);
});

test.each<ClassicalSpec>([
  { kind: 'knn' },
  { kind: 'logistic-regression', maxIter: 5 },
  { kind: 'decision-tree' },
  { kind: 'random-forest', nEstimators: 4 },
  { kind: 'hist-gradient-boosting', maxIter: 3 },
])('$kind refuses no threads', async (spec) => {
  const message = /got 0 threads; need a whole number from 1 to 256/;
  const said = async (): Promise<unknown> =>
    (await createClassifier(spec).fit(three, { threads: 0 })).predictProba(three.features, { threads: 0 });
  await expect(said()).rejects.toThrow(message);
});
