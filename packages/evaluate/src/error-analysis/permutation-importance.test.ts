import { createRng, type FittedClassifier, type LabelledRows, type Matrix, matrix } from '@selvedge/data';
import { permutationImportance } from '../index.js';

const rng = createRng(1);
const rows = 400;
const labels = Uint16Array.from({ length: rows }, (_, row) => row % 2);
// Column 0 is the label, column 1 a copy of it in half of the rows, column 2 noise.
const values = Float32Array.from({ length: 3 * rows }, (_, at) => {
  const label = labels[Math.floor(at / 3)];
  if (at % 3 === 0) return label;
  return at % 3 === 1 && rng.uniform() < 0.5 ? label : rng.uniform();
});
const data: LabelledRows = { features: matrix(values, rows, 3), labels, classes: ['a', 'b'] };
/** Looks at column 0 alone. */
const model = {
  predictProba: async (features: Matrix) =>
    matrix(
      Float32Array.from({ length: features.rows * 2 }, (_, at) => {
        const share = features.values[3 * (at >> 1)] > 0.5 ? 0.9 : 0.1;
        return at % 2 === 1 ? share : 1 - share;
      }),
      features.rows,
      2,
    ),
} as unknown as FittedClassifier;

describe('permutationImportance(model, rows)', () => {
  test('is what the score loses: half of it where a column decides alone, nothing elsewhere', async () => {
    const { metric, score, repeats, importances } = await permutationImportance(model, data, { repeats: 20 });
    expect([metric, score, repeats, importances.length]).toEqual(['accuracy', 1, 20, 3]);
    expect(importances[0].mean).toBeCloseTo(0.5, 1);
    expect(importances[0].standardDeviation).toBeGreaterThan(0);
    expect(importances[0].standardDeviation).toBeLessThan(0.05);
    expect(importances[1]).toMatchObject({ columns: [1], mean: 0, standardDeviation: 0 });
    expect(importances[2].values).toEqual(new Array(20).fill(0));
  });

  test('is above 0 for a loss that rises', async () => {
    const { importances } = await permutationImportance(model, data, { metric: 'log-loss', repeats: 2 });
    expect(importances[0].mean).toBeGreaterThan(0.5);
  });

  test('shuffles groups together, and gives the same for the same seed', async () => {
    const options = { groups: [[0, 2], [1]], repeats: 1, seed: 3 };
    const first = await permutationImportance(model, data, options);
    expect(first.importances.map(({ columns }) => columns)).toEqual([[0, 2], [1]]);
    expect(first.importances[0].standardDeviation).toBeNull();
    expect(await permutationImportance(model, data, options as object)).toEqual(first);
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });

  test.each([
    [{ repeats: 0 }, 'repeats is 0'],
    [{ groups: [[3]] }, 'a group has column 3; the rows have columns 0 to 2'],
    [{ groups: [0, 1] }, 'groups is [0,1]; need lists of columns, for instance groups: [[0, 1], [2]]'],
    [{ groups: 'columns' }, 'need lists of columns'],
    [{ onProgress: true }, 'onProgress is true; need a function'],
    [{ nRepeats: 5 }, "no field 'nRepeats'"],
  ])('refuses %p', async (options, text) => {
    await expect(permutationImportance(model, data, options as object)).rejects.toThrow(text);
  });
});
