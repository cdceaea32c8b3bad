import { createRng, type FitOptions, matrix } from '@selvedge/data';
import { createClassifier, loadClassifier } from '../classifiers.js';
import type { FittedForest } from '../forest/fitted.js';
import type { ClassicalSpec } from '../specs.generated.js';
import { heaviestClass } from './export-text.js';
import type { FittedDecisionTree } from './fitted.js';
import { buildCounts, MANY_CLASSES, weightsOf } from './node-counts.js';
import type { TreeNodes } from './nodes.js';

const rng = createRng(1);
const ROWS = 600;
const numbers = Float32Array.from({ length: ROWS * 3 }, () => rng.int(40));
const withMissing = numbers.map((value, at) => (at % 11 === 0 ? Number.NaN : value));
const labels = Uint16Array.from({ length: ROWS }, () => rng.int(60));
const sampleWeight = Float64Array.from({ length: ROWS }, (_, row) => (row % 7 === 0 ? 0 : 0.5 + rng.uniform()));
const SPREAD = 10;
const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `c${at}`);

/** The same rows with 60 classes, and with labels spread over so many that most have no row. */
async function fitBoth(spec: ClassicalSpec, values: Float32Array, options: FitOptions) {
  const features = matrix(values, ROWS, 3);
  const spread = labels.map((label) => label * SPREAD);
  const few = await createClassifier(spec).fit({ features, labels, classes: names(60) }, options);
  const many = await createClassifier(spec).fit({ features, labels: spread, classes: names(60 * SPREAD) }, options);
  return { features, few: few as FittedDecisionTree | FittedForest, many: many as FittedDecisionTree | FittedForest };
}

/** Compared as bytes: comparing half a million numbers one by one takes Jest seconds. */
const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

const treesOf = (model: FittedDecisionTree | FittedForest): readonly TreeNodes[] =>
  'trees' in model ? model.trees : [model.nodes];

test.each<[string, ClassicalSpec, Float32Array, FitOptions]>([
  ['by gini', { kind: 'decision-tree', maxDepth: 9 }, numbers, {}],
  ['by entropy', { kind: 'decision-tree', criterion: 'entropy', maxDepth: 9 }, numbers, {}],
  ['with missing values', { kind: 'decision-tree' }, withMissing, {}],
  ['of weighted rows', { kind: 'decision-tree', maxDepth: 7 }, numbers, { sampleWeight }],
  ['that was pruned', { kind: 'decision-tree', ccpAlpha: 2e-4 }, numbers, {}],
  ['in a forest', { kind: 'random-forest', nEstimators: 2, oobScore: true }, numbers, {}],
  ['in a forest of drawn cuts', { kind: 'extra-trees', nEstimators: 2 }, withMissing, {}],
])('a tree of very many classes is that of few classes, %s', async (_, spec, values, options) => {
  expect(60 * SPREAD).toBeGreaterThan(MANY_CLASSES);
  const { features, few, many } = await fitBoth(spec, values, options);
  for (const [at, tree] of treesOf(many).entries()) {
    const { counts, entries, ...rest } = tree;
    const { counts: dense, ...expected } = treesOf(few)[at];
    expect(rest).toEqual(expected);
    expect(entries?.labels.every((label) => label % SPREAD === 0)).toBe(true);
    expect([...counts]).toEqual([...dense].filter((weight) => weight > 0));
  }
  const shares = await few.predictProba(features);
  const spread = await many.predictProba(features);
  expect(bytesOf(spread.values.filter((_, at) => at % SPREAD === 0)).equals(bytesOf(shares.values))).toBe(true);
  expect(many.featureImportances()).toEqual(few.featureImportances());
  const loaded = loadClassifier(many.save());
  expect(bytesOf((await loaded.predictProba(features)).values).equals(bytesOf(spread.values))).toBe(true);
});

test('shares of many classes are smoothed as those of few', async () => {
  const { features, many } = await fitBoth({ kind: 'decision-tree', maxDepth: 5, smoothing: 0.5 }, numbers, {});
  const tree = many as FittedDecisionTree;
  const [node] = tree.apply(matrix(features.values.subarray(0, 3), 1, 3));
  const { weights, labels: own = [] } = weightsOf(tree.nodes, 600, node);
  const total = Array.from(weights).reduce((sum, weight) => sum + weight, 600 * 0.5);
  const expected = new Float32Array(600).fill(0.5 / total);
  for (const [at, label] of own.entries()) expected[label] = (weights[at] + 0.5) / total;
  expect((await tree.predictProba(matrix(features.values.subarray(0, 3), 1, 3))).values).toEqual(expected);
  expect(expected[heaviestClass(tree.nodes, 600, node)]).toBe(Math.max(...expected));
});

test.each([
  ['another class than the model has', 'countLabels', 600],
  ['classes out of order', 'countLabels', 0],
  ['more weights than there are', 'countSizes', 100_000],
])('a saved tree with %s is refused', async (_, name, value) => {
  const { many } = await fitBoth({ kind: 'decision-tree', maxDepth: 3 }, numbers, {});
  const saved = many.save();
  const tensor = saved.tensors[name];
  const values = tensor.values.slice();
  values[1] = value;
  const tensors = { ...saved.tensors, [name]: { ...tensor, values } };
  await expect(async () => loadClassifier({ ...saved, tensors })).rejects.toMatchObject({ code: 'corrupt-file' });
});

test('a tree whose nodes and classes need gigabytes is refused with what to set', () => {
  const counts = new Float32Array(0);
  expect(() => buildCounts(200, 1).appendBranch({ counts }, 3_000_000)).toThrow(
    /3000000 nodes keeps the weights of the classes in each.*maxDepth or minSamplesLeaf/,
  );
});
