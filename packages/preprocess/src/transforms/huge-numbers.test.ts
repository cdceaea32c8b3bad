import { type Matrix, matrix, SelvedgeError } from '@selvedge/data';
import { transforms } from './transforms.js';

const ROWS = 40;
const COLUMNS = 3;

function rowsWith(...huge: readonly number[]): Matrix {
  const values = Float64Array.from({ length: ROWS * COLUMNS }, (_, at) => Math.sin(at) * 5);
  huge.forEach((value, at) => {
    values[4 + 3 * at] = value;
  });
  return matrix(values, ROWS, COLUMNS);
}

const KINDS = ['scale', 'min-max', 'standardize', 'robust-scale', 'quantile-bins', 'pca', 'impute'] as const;
const HUGE = [[1e30], [-1e38], [1e100], [1e300], [-1.7e308, 1.7e308]];
const CASES = KINDS.flatMap((kind) => HUGE.map((huge) => ({ kind, huge })));

test.each(CASES)('$kind with $huge gives finite numbers, or names the number that is too large', async (given) => {
  const { kind, huge } = given;
  const create = () => transforms.create(kind === 'pca' ? { kind, components: 2 } : { kind });
  const usual = { features: rowsWith(), shape: [COLUMNS] };
  const spoilt = { features: rowsWith(...huge), shape: [COLUMNS] };
  for (const train of [usual, spoilt]) {
    try {
      const { features } = (await create().fit(train)).apply(spoilt);
      expect(features.values.every(Number.isFinite)).toBe(true);
    } catch (error) {
      expect(error).toBeInstanceOf(SelvedgeError);
      expect((error as Error).message).toContain(`: the number in row 1, column 1 is ${huge[0]}`);
    }
  }
});

test('a column that is missing everywhere stays missing', async () => {
  const values = rowsWith().values.map((value, at) => (at % COLUMNS === 1 ? Number.NaN : value));
  const rows = { features: matrix(values, ROWS, COLUMNS), shape: [COLUMNS] };
  for (const kind of ['standardize', 'min-max', 'robust-scale'] as const) {
    const { features } = (await transforms.create({ kind }).fit(rows)).apply(rows);
    expect(features.values.map((value) => Number(Number.isNaN(value)))).toEqual(
      Float32Array.from(values, (value) => Number(Number.isNaN(value))),
    );
  }
});
