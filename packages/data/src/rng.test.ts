import fc from 'fast-check';
import { createRng, restoreRng } from './rng.js';

const draw = (rng: { uint32(): number }, count: number): number[] => Array.from({ length: count }, () => rng.uint32());

describe('createRng(seed)', () => {
  test('gives the same stream for the same seed and another one for another seed', () => {
    expect(draw(createRng(7), 5)).toEqual(draw(createRng(7), 5));
    expect(draw(createRng(7), 5)).not.toEqual(draw(createRng(8), 5));
    expect(draw(createRng('7'), 5)).not.toEqual(draw(createRng(7), 5));
  });

  test.each([[{ seed: 3 }], [undefined], [Number.NaN]])('refuses the seed %p', (seed) => {
    expect(() => createRng(seed as never)).toThrow('need a finite number or a text');
  });

  test('steps as xoshiro128** of Blackman and Vigna does', () => {
    // State 1 2 3 4: the reference C code prints 11520, 0, 5927040, 70819200.
    expect(draw(restoreRng(0, [1, 2, 3, 4]), 4)).toEqual([11520, 0, 5927040, 70819200]);
  });

  test('continues where a restored state left off', () => {
    const rng = createRng(3);
    draw(rng, 11);
    const resumed = restoreRng(3, rng.state());
    expect(draw(resumed, 8)).toEqual(draw(rng, 8));
    expect(draw(resumed.fork('x'), 4)).toEqual(draw(rng.fork('x'), 4));
  });

  test('forks by seed and keys alone, not by how much was drawn', () => {
    const fresh = createRng(5);
    const used = createRng(5);
    draw(used, 100);
    expect(draw(used.fork('epoch', 2), 6)).toEqual(draw(fresh.fork('epoch', 2), 6));
    expect(draw(fresh.fork('ab', 'c'), 3)).not.toEqual(draw(fresh.fork('a', 'bc'), 3));
    expect(draw(fresh.fork(1), 3)).not.toEqual(draw(fresh.fork('1'), 3));
  });

  test('gives uniform numbers in [0, 1) whose mean and variance fit', () => {
    const rng = createRng(11);
    const values = Array.from({ length: 100_000 }, () => rng.uniform());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.min(...values.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.005); // 5 standard errors
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.002);
  });

  test('gives normal numbers whose first moments fit', () => {
    const rng = createRng(12);
    const values = Array.from({ length: 100_000 }, () => rng.normal());
    const moment = (power: number): number => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.016);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.023);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.16);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  test('draws whole numbers below the bound, each about as often', () => {
    const rng = createRng(13);
    const counts = new Uint32Array(10);
    for (let draws = 0; draws < 100_000; draws++) counts[rng.int(10)]++;
    const chiSquare = [...counts].reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(27.9); // 99.9th percentile at 9 degrees of freedom
  });

  test('shuffles to a permutation, and every position is reached', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 60 }), (seed, length) => {
        const shuffled = createRng(seed).shuffle(Uint32Array.from({ length }, (_, at) => at));
        expect([...shuffled].sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, at) => at));
      }),
    );
    const seen = new Set(Array.from({ length: 500 }, (_, seed) => createRng(seed).shuffle([0, 1, 2, 3]).join('')));
    expect(seen.size).toBe(24);
  });

  test.each([NaN, Infinity])('refuses the seed %p', (seed) => {
    expect(() => createRng(seed)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });
});
