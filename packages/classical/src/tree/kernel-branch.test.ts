// nx-ignore-next-line: what writes code decides no build
import { staleKernels } from '@selvedge/assembly-tools';
import { createRng, matrix, type Rng } from '@selvedge/data';
import fc from 'fast-check';
import { binColumns } from './bin-columns.js';
import { growBranch } from './grow.js';
import { LEAF, type TreeNodes } from './nodes.js';
import { type GrowProblem, packCode } from './problem.js';

interface Sample {
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
  /** Numbers are below it: few of them make ties. */
  readonly values: number;
  readonly mostWeight: number;
  readonly seed: number;
  /** Bins are ranges of numbers, then. */
  readonly areFloats?: boolean;
}

/** Grows a tree on random rows, whose labels follow the first column loosely. */
async function grow(
  { rows, columns, classes, values, mostWeight, seed, areFloats }: Sample,
  rules: Partial<GrowProblem>,
  withKernel: boolean,
): Promise<TreeNodes> {
  const random = createRng(seed);
  const bytes = Uint8Array.from({ length: rows * columns }, () => random.int(values));
  const codes = Int32Array.from({ length: rows }, (_, row) =>
    packCode((random.int(3) * bytes[row * columns] + random.int(classes)) % classes, 1 + random.int(mostWeight)),
  );
  const problem: GrowProblem = {
    columns: await binColumns(matrix(areFloats ? floats(bytes, random) : bytes, rows, columns), 'test'),
    classes,
    criterion: 'gini',
    splitter: 'best',
    maxFeatures: columns,
    maxDepth: Number.POSITIVE_INFINITY,
    minSamplesSplit: 2,
    minSamplesLeaf: 1,
    minImpurityDecrease: 0,
    totalWeight: codes.reduce((sum, code) => sum + (code >>> 16), 0),
    rowWeights: undefined,
    ...rules,
  };
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return growBranch(problem, codes, all, { start: 0, end: rows, depth: 0, key: seed }, undefined, withKernel);
}

/** More different numbers than bins, some of them equal. */
const floats = (bytes: Uint8Array, random: Rng): Float64Array =>
  Float64Array.from(bytes, (byte) => (byte % 5 === 0 ? byte : byte + random.normal()));

const arbitrarySample = fc.record({
  rows: fc.integer({ min: 1, max: 300 }),
  columns: fc.integer({ min: 1, max: 9 }),
  classes: fc.integer({ min: 1, max: 20 }),
  values: fc.constantFrom(1, 2, 7, 256),
  mostWeight: fc.constantFrom(1, 1, 4),
  seed: fc.nat(),
  areFloats: fc.boolean(),
});
const arbitraryRules = fc.record({
  minImpurityDecrease: fc.constantFrom(0, 0, 0.01),
  maxDepth: fc.constantFrom(0, 1, 3, Number.POSITIVE_INFINITY),
  minSamplesSplit: fc.constantFrom(2, 3, 20),
  minSamplesLeaf: fc.constantFrom(1, 1, 2, 9),
  splitter: fc.constantFrom('best' as const, 'random' as const),
});

describe('the kernel', () => {
  test('grows the branch that JavaScript grows, whatever the rows and the rules', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySample, arbitraryRules, fc.nat(), async (sample, rules, drawn) => {
        const all = { ...rules, maxFeatures: 1 + (drawn % sample.columns) };
        expect(await grow(sample, all, true)).toEqual(await grow(sample, all, false));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['best', 1, 9, false],
    ['best', 2, 9, false],
    ['best', 4, 1, true],
    ['random', 1, 9, false],
    ['random', 4, 1, false],
    ['random', 4, 1, true],
  ] as const)(
    'and so (%s) above the rows of a block and 16 bits, weights up to %i',
    async (splitter, mostWeight, leaf, areFloats) => {
      const sample = { rows: 40_000, columns: 5, classes: 10, values: 256, mostWeight, seed: 3, areFloats };
      const rules = { splitter, minSamplesLeaf: leaf, maxFeatures: 2, maxDepth: 12 };
      const [ours, plain] = [await grow(sample, rules, true), await grow(sample, rules, false)];
      expect(ours).toEqual(plain);
      expect(ours.feature.filter((feature) => feature !== LEAF).length).toBeGreaterThan(300);
    },
  );

  test('is what assembly/trees.ts compiles to', async () => {
    expect(await staleKernels(['classical'])).toEqual([]);
  });
});
