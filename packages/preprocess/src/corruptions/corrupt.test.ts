import { createRng, matrix, type ShapedRows } from '@selvedge/data';
import { valueRange } from '../images/value-range.js';
import { corrupt } from './corrupt.js';
import { corruptions } from './corruptions.js';

/** Twenty bright shapes on black, as bytes: a disc whose radius and place vary. */
function discs(rows = 20, side = 28): ShapedRows {
  const values = new Uint8Array(rows * side * side);
  const rng = createRng(3);
  for (let row = 0; row < rows; row++) {
    const [y, x, radius] = [11 + rng.int(6), 11 + rng.int(6), 5 + rng.int(5)];
    for (let at = 0; at < side * side; at++) {
      const far = Math.hypot(Math.floor(at / side) - y, (at % side) - x);
      if (far < radius) values[row * side * side + at] = 120 + 8 * rng.int(10);
    }
  }
  return { features: matrix(values, rows, side * side), shape: [side, side, 1] };
}

const distance = (a: ShapedRows, b: ShapedRows): number => {
  const [left, right] = [a.features.values, b.features.values];
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += Math.abs(left[at] - right[at]);
  return sum / left.length;
};

describe('corrupt', () => {
  test('has the sixteen kinds', () => expect(corruptions.names).toHaveLength(16));

  test.each([...corruptions.names])(
    '%s: severity 1 changes images, and 5 changes them more; bytes stay bytes',
    (kind) => {
      const rows = discs();
      const by = [1, 2, 3, 4, 5].map((severity) => distance(rows, corrupt(rows, { kind, severity, seed: 0 })));
      expect(by[0]).toBeGreaterThan(0);
      for (let at = 1; at < 5; at++) expect(by[at]).toBeGreaterThan(0.98 * by[at - 1]);
      expect(by[4]).toBeGreaterThan(1.3 * by[0]);
      const corrupted = corrupt(rows, { kind, severity: 5, seed: 0 });
      expect(corrupted.features.values).toBeInstanceOf(Uint8Array);
      expect(corrupted.shape).toEqual(rows.shape);
    },
  );

  test('takes the range of floats from the training rows, and asks for it otherwise', () => {
    const values = Float64Array.from({ length: 64 }, (_, at) => at * 4); // 0 to 252
    const floats = { features: matrix(values, 1, 64), shape: [8, 8, 1] };
    const choice = { kind: 'brightness', severity: 1, seed: 0 };
    expect(() => corrupt(floats, choice)).toThrow(/floats from 0 to 252.*valueRange/);
    const range = valueRange(values);
    const bytes = corrupt({ ...floats, features: matrix(Uint8Array.from(values), 1, 64) }, { ...choice, range });
    const spoilt = corrupt(floats, { ...choice, range }).features.values;
    for (const [at, value] of spoilt.entries())
      expect(Math.abs(value - bytes.features.values[at])).toBeLessThanOrEqual(0.5);
    expect([valueRange(Float32Array.of(0.2, 0.9)), valueRange(Float32Array.of(-1, 1, Number.NaN))]).toEqual([
      [0, 1],
      [-1, 1],
    ]);
  });

  test.each([...corruptions.names])('%s: leaves its argument alone; a row depends on seed and place alone', (kind) => {
    const rows = discs(4);
    const before = rows.features.values.slice();
    const all = corrupt(rows, { kind, severity: 3, seed: 5 });
    expect(rows.features.values).toEqual(before);
    expect(corrupt(rows, { kind, severity: 3, seed: 5 })).toEqual(all);
    const first: ShapedRows = { ...rows, features: matrix(rows.features.values.slice(0, 784), 1, 784) };
    expect(corrupt(first, { kind, severity: 3, seed: 5 }).features.values).toEqual(all.features.values.slice(0, 784));
  });

  test.each([...corruptions.names])('%s: takes odd sizes, colours and floats', (kind) => {
    const values = Float32Array.from({ length: 2 * 9 * 13 * 3 }, (_, at) => (at % 17) / 16);
    const rows: ShapedRows = { features: matrix(values, 2, 9 * 13 * 3), shape: [9, 13, 3] };
    const corrupted = corrupt(rows, { kind, severity: 5, seed: 1 }).features.values;
    expect(corrupted).toBeInstanceOf(Float32Array);
    expect(Math.min(...corrupted)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...corrupted)).toBeLessThanOrEqual(1);
  });

  test('noise has the moments that its name says', () => {
    const grey: ShapedRows = { features: matrix(new Float32Array(40 * 784).fill(0.5), 40, 784), shape: [28, 28, 1] };
    const sdOf = (kind: string): number => {
      const values = corrupt(grey, { kind, severity: 1, seed: 2 }).features.values as Float32Array;
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(mean).toBeCloseTo(0.5, 2);
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    };
    expect(sdOf('gaussian-noise')).toBeCloseTo(0.05, 3);
    expect(sdOf('shot-noise')).toBeCloseTo(Math.sqrt(0.5 / 60), 3); // Poisson: variance is the mean
    expect(sdOf('impulse-noise')).toBeCloseTo(0.5 * Math.sqrt(0.03), 2);
  });

  test('JPEG keeps a flat image, and loses fine detail first', () => {
    const flat: ShapedRows = { features: matrix(new Uint8Array(64).fill(128), 1, 64), shape: [8, 8] };
    expect(distance(flat, corrupt(flat, { kind: 'jpeg', severity: 5, seed: 0 }))).toBe(0);
    const fine = Uint8Array.from({ length: 64 }, (_, at) => (at % 2 ? 140 : 116));
    const board: ShapedRows = { features: matrix(fine, 1, 64), shape: [8, 8] };
    expect(new Set(corrupt(board, { kind: 'jpeg', severity: 5, seed: 0 }).features.values)).toEqual(new Set([128]));
  });

  test('refuses what it does not know', () => {
    const rows = discs(1);
    expect(() => corrupt(rows, { kind: 'gausian-noise', severity: 1, seed: 0 })).toThrow(
      /did you mean 'gaussian-noise'/,
    );
    expect(() => corrupt(rows, { kind: 'constructor', severity: 1, seed: 0 })).toThrow(/unknown name/);
    expect(() => corrupt(rows, { kind: 'blur', severity: 6, seed: 0 })).toThrow(/severity is 6; need .* 1 to 5/);
    expect(() => corrupt(rows, { kind: 'blur', severity: 1, seed: 0, range: [1, 1] })).toThrow(/range \[1, 1\]/);
    expect(() => corrupt(rows, 'blur' as never)).toThrow("write corrupt(rows, { kind: 'blur', severity: 3, seed: 0 })");
    const guessed = { kind: 'blur', severity: 1, random_state: 0 };
    expect(() => corrupt(rows, guessed as never)).toThrow("no field 'random_state'; write seed: 0");
    expect(() => Reflect.apply(corrupt, undefined, [rows, guessed, { range: [0, 1] }])).toThrow('got a third argument');
    expect(() => valueRange(rows.features as never)).toThrow('write valueRange(train.features.values)');
    expect(() => corrupt({ ...rows, shape: [784] }, { kind: 'blur', severity: 1, seed: 0 })).toThrow(/not images/);
  });
});
