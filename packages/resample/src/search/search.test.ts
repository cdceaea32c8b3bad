import { createRng, rowIndices } from '@selvedge/data';
import fc from 'fast-check';
import { clouds, Means } from '../../test/means.js';
import { crossValidate } from '../cross-validation/cross-validate.js';
import { gridSearch } from './grid-search.js';
import { halvingSearch } from './halving-search.js';
import { planTrials, trialLabel } from './plan-trials.js';
import { randomSearch } from './random-search.js';
import { runSearch } from './run-search.js';
import type { SearchSpec, Values } from './search-spec.js';

describe('gridSearch(classifier, rows, { over })', () => {
  test('tries every combination over the same folds and names the first of the best', async () => {
    const rows = clouds(150);
    const result = await gridSearch(new Means(), rows, { over: { shrink: [3, 0, 0.001] }, folds: 3, seed: 5 });
    expect(result.trials.map(({ label }) => label)).toEqual(['shrink=3', 'shrink=0', 'shrink=0.001']);
    expect(result.bestParams).toEqual({ shrink: 0 });
    expect(result.bestClassifier.params).toEqual({ shrink: 0 });
    for (const { values, score, folds } of result.trials) {
      const { metrics } = await crossValidate(new Means(values as { shrink: number }), rows, { folds: 3, seed: 5 });
      expect([score, folds]).toEqual([metrics['accuracy'].mean, metrics['accuracy']]);
    }
    const { bestClassifier: _, ...plain } = result;
    expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
  });

  test('minimises a loss, and scores one holdout', async () => {
    const given = [{ train: rowIndices([...Array(60).keys()]), test: rowIndices([60, 61, 62, 63, 64, 65]) }];
    const options = { over: { shrink: [3, 0] }, folds: given, metric: 'log-loss' } as const;
    const { bestParams, bestScore, trials } = await gridSearch(new Means(), clouds(66), options);
    expect(bestParams).toEqual({ shrink: 0 });
    expect(bestScore).toBe(Math.min(...trials.map(({ score }) => score ?? Number.NaN)));
  });

  test('answers the words of scikit-learn', async () => {
    const search = (options?: object) => gridSearch(new Means(), clouds(30), options as never);
    await expect(search({ param_grid: { shrink: [0] } })).rejects.toThrow(/write over: \{ k: \[1, 3, 5\] \}/);
    await expect(search({ over: { shrink: [0] }, cv: 5 })).rejects.toThrow(/write folds: 5/);
    await expect(search({ over: {} })).rejects.toThrow(/holds no values to try/);
    await expect(search(undefined)).rejects.toThrow(/holds no values to try/);
  });
});

test('randomSearch draws the same trials for the same seed, and more samples begin with the fewer', async () => {
  const over = { shrink: { uniform: [0, 2] } } as const;
  const draw = async (samples: number, seed: number) =>
    (await randomSearch(new Means(), clouds(60), { over, samples, seed, folds: 2 })).trials.map(({ values }) => values);
  const four = await draw(4, 1);
  expect(await draw(4, 1)).toEqual(four);
  expect((await draw(6, 1)).slice(0, 4)).toEqual(four);
  expect(await draw(4, 2)).not.toEqual(four);
});

const search = gridSearch as (...given: readonly unknown[]) => Promise<unknown>;

test.each([
  [{ over: { shrink: [0, 'x'] } }, 'gridSearch: over.shrink[1]: means: shrink: got x; need a number.'],
  [{ over: { shrink: [] } }, 'holds no values to try'],
  [{ over: { shrink: 3 } }, 'gridSearch: over.shrink is 3; need a list of values, as in [1, 3, 5].'],
  [{ over: [0, 1] }, 'gridSearch: over is [0,1]; need values by name'],
  [{ over: { shrink: [0] }, samples: 3 }, "gridSearch: there is no field 'samples'"],
])('gridSearch(classifier, rows, %j) is refused before the first fit', async (options, message) => {
  await expect(search(new Means(), clouds(30), options)).rejects.toThrow(message);
});

test.each([
  [{ over: { shrink: { integer: [5, 1] } } }, 'need [low, high], as in { integer: [1, 5] }'],
  [{ over: { shrink: { integer: [0.5, 2] } } }, 'need whole numbers'],
  [{ over: { shrink: { logUniform: [0, 1] } } }, 'need numbers above 0'],
  [{ over: { shrink: { loguniform: [1, 2] } } }, "did you mean 'logUniform'?"],
  [{ over: { shrink: [0] }, samples: 0 }, 'samples is 0'],
  [{ over: { shrink: [0] }, samples: 'many' }, 'samples is "many"'],
  [{ over: { shrink: [] } }, 'randomSearch: over.shrink is []; need a list of values, as in [1, 3, 5].'],
])('randomSearch(classifier, rows, %j) is refused', async (options, message) => {
  await expect(randomSearch(new Means(), clouds(30), options as never)).rejects.toThrow(message);
});

test.each([
  [{ from: 9, to: 1 }, 'from is 9 and to is 1'],
  [{ resource: undefined }, 'resource is undefined; need the name of a parameter that grows, one of shrink.'],
])('halvingSearch with %j is refused', async (changes, message) => {
  const options = { over: { shrink: [0, 1] }, resource: 'seen', from: 1, to: 9, ...changes };
  await expect(halvingSearch(new Means(), clouds(30), options as never)).rejects.toThrow(message);
});

test('a search names the value of a list that is not plain data', async () => {
  for (const value of [1n, () => 1, Symbol('a'), undefined]) {
    const over = { shrink: [1, value] } as unknown as { shrink: number[] };
    const searched = gridSearch(new Means(), clouds(60), { over });
    await expect(searched).rejects.toThrow(/^gridSearch: over\.shrink\[1\] is .*; need numbers, texts/);
  }
});

test('a search refuses a function that makes classifiers', async () => {
  const make = (): Means => new Means();
  await expect(search(make, clouds(30), { over: { shrink: [0] } })).rejects.toThrow('the first argument is a function');
});

test('halvingSearch gives the resource to the best', async () => {
  const over = { shrink: [0, 1, 2] };
  const options = { over, samples: 3, resource: 'seen', from: 1, to: 9, factor: 3, folds: 2 };
  const { trials, bestParams } = await halvingSearch(new Means(), clouds(90), options);
  expect(trials.map(({ values }) => values['seen'])).toEqual([1, 1, 1, 3]);
  expect(bestParams).toEqual({ shrink: 0, seen: 3 });
  await expect(halvingSearch(new Means(), clouds(90), { ...options, factor: 1 })).rejects.toThrow(/factor is 1/);
});

describe('runSearch(spec, first, executor)', () => {
  /** Scores are made up of the values: the higher `a`, the better, `b` as a small bonus. */
  const scoreOf = (values: Values): number => Number(values['a'] ?? 0) + Number(values['b'] ?? 0) / 100;
  const run = (spec: SearchSpec, seed = 0) =>
    runSearch<Values>(spec, planTrials(spec, seed), {
      by: 'accuracy',
      trialAt: (values) => values,
      measure: async (trials) => trials.map(scoreOf),
    });

  test('combines the best of each field that was tried alone', async () => {
    const spec: SearchSpec = { kind: 'one-at-a-time', over: { a: [1, 3, 2], b: [5, 9] } };
    const { trials, best } = await run(spec);
    expect(trials).toEqual([{ a: 1 }, { a: 3 }, { a: 2 }, { b: 5 }, { b: 9 }, { a: 3, b: 9 }]);
    expect(best).toBe(5);
    expect((await run({ ...spec, combine: false })).trials).toHaveLength(5);
  });

  test('halves to one trial that no other of its rung beats, in 300 random cases', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 2, max: 5 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer(),
        async (samples, factor, to, seed) => {
          const over = { a: { uniform: [0, 1] as const } };
          const spec: SearchSpec = { kind: 'successive-halving', over, samples, resource: 'r', from: 1, to, factor };
          const { trials, best } = await run(spec, seed);
          const last = trials.filter(({ r }) => r === trials.at(-1)?.['r']);
          expect(trials[best]).toEqual(last.reduce((top, each) => (scoreOf(each) > scoreOf(top) ? each : top)));
          expect(trials.length).toBeLessThanOrEqual(samples * 7);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('puts undefined scores last', async () => {
    const { best } = await runSearch<Values>({ kind: 'grid', over: { a: [1, 2, 3] } }, [{ a: 1 }, { a: 2 }, { a: 3 }], {
      by: 'log-loss',
      trialAt: (values) => values,
      measure: async () => [null, Number.NaN, 4],
    });
    expect(best).toBe(2);
  });
});

test('planTrials draws ranges within their bounds', () => {
  const spec = {
    kind: 'random',
    over: { u: { uniform: [2, 3] }, l: { logUniform: [1e-3, 10] }, n: { integer: [4, 6] }, of: ['x', 'y'] },
    samples: 200,
  } as const;
  for (const { u, l, n, of } of planTrials(spec, createRng('draws').uint32())) {
    expect(u).toBeGreaterThanOrEqual(2);
    expect(u).toBeLessThan(3);
    expect(Math.log10(Number(l))).toBeGreaterThanOrEqual(-3 - 1e-12);
    expect([4, 5, 6]).toContain(n);
    expect(['x', 'y']).toContain(of);
  }
  expect(trialLabel({ 'model.k': 5, 'train.schedule': { kind: 'cosine' }, C: 0.123456 })).toBe(
    'k=5, schedule={"kind":"cosine"}, C=0.1235',
  );
});
