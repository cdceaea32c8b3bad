import { createRng, type LabelledRows, matrix, type Progress } from '@selvedge/data';
import { halves } from '../../test/halves.js';
import reference from '../scikit-learn.reference.json' with { type: 'json' };
import type { LogisticRegressionParams } from '../specs.generated.js';
import { LogisticRegression } from './logistic-regression.js';
import { openLossSums } from './objective.js';

const scaled = (values: readonly number[]): LabelledRows['features'] =>
  matrix(
    Float32Array.from(values, (value) => value / 255),
    values.length / reference.columns,
    reference.columns,
  );
const train = (labels: readonly number[] = reference.labels): LabelledRows => ({
  features: scaled(reference.train),
  labels: Uint16Array.from(labels),
  classes: Array.from({ length: Math.max(...labels) + 1 }, (_, label) => `class ${label}`),
});
const exact = { tol: 2e-7, maxIter: 3000 };

describe('new LogisticRegression(params)', () => {
  test.each([
    [{ C: 0 }],
    [{ C: Number.POSITIVE_INFINITY }],
    [{ penalty: 'l1' as 'l2' }],
    [{ solver: 'newton' as 'sag' }],
    [{ maxIter: 0 }],
    [{ tol: -1 }],
    [{ classWeight: [1, -1] }],
    [{ max_iter: 5 } as Partial<LogisticRegressionParams>],
  ])('refuses %j', (params) => {
    expect(() => new LogisticRegression(params)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });

  test('refuses class weights of another number than the classes when it is fitted', async () => {
    const model = new LogisticRegression({ classWeight: [1, 2] });
    await expect(model.fit(train())).rejects.toMatchObject({ code: 'shape-mismatch' });
  });
});

describe('LogisticRegression against scikit-learn', () => {
  test.each(reference.logistic)('lbfgs: $name', async ({ labels, params, shares, weights, intercepts }) => {
    const model = await new LogisticRegression({ ...(params as object), ...exact }).fit(train(labels));
    expect(model.convergence.stopped).not.toBe('max-iterations');
    const { values } = await model.predictProba(scaled(reference.test));
    // Products are float32, whose rounding moves a flat minimum by some 1e-5.
    for (const [at, share] of values.entries()) expect(Math.abs(share - shares[at])).toBeLessThan(1e-4);
    if (weights.length === 3 * reference.columns) {
      for (const [at, weight] of model.weights.values.entries()) expect(weight).toBeCloseTo(weights[at], 2);
      const mean = intercepts.reduce((sum, value) => sum + value, 0) / intercepts.length;
      const ours = model.intercepts;
      const ourMean = ours.reduce((sum, value) => sum + value, 0) / ours.length;
      for (const [at, value] of ours.entries()) expect(value - ourMean).toBeCloseTo(intercepts[at] - mean, 2);
    }
  });

  test.each(['sag', 'saga'] as const)('%s reaches the same minimum', async (solver) => {
    for (const { name, labels, params, shares } of reference.logistic) {
      if (name === 'C') continue; // takes tens of thousands of passes, in scikit-learn too
      const settings = { ...(params as object), solver, tol: 1e-7, maxIter: 20_000 };
      const model = await new LogisticRegression(settings).fit(train(labels), { seed: 3 });
      const { values } = await model.predictProba(scaled(reference.test));
      for (const [at, share] of values.entries()) expect(Math.abs(share - shares[at])).toBeLessThan(2e-4);
    }
  });
});

describe('LogisticRegression.fit(train, options)', () => {
  test('reports a loss curve that falls, and why it stopped', async () => {
    const seen: Progress[] = [];
    const model = await new LogisticRegression().fit(train(), { onProgress: (progress) => seen.push(progress) });
    const { stopped, iterations, losses } = model.convergence;
    expect(stopped).toBe('converged');
    expect(losses).toHaveLength(iterations + 1);
    expect(losses[0]).toBeCloseTo(Math.log(3), 6);
    for (let at = 1; at < losses.length; at++) expect(losses[at]).toBeLessThanOrEqual(losses[at - 1] + 1e-7);
    expect(seen.at(-1)?.metrics?.['loss']).toBe(losses.at(-1));
    const short = await new LogisticRegression({ maxIter: 2 }).fit(train());
    expect(short.convergence).toMatchObject({ stopped: 'max-iterations', iterations: 2 });
  });

  test('continues from an earlier model', async () => {
    const first = await new LogisticRegression({ maxIter: 5 }).fit(train());
    const second = await new LogisticRegression().fit(train(), { warmStart: first });
    expect(second.convergence.losses[0]).toBeCloseTo(first.convergence.losses[5], 5);
    const other = {
      ...train(),
      features: matrix(
        new Float32Array(90 * 2).map((_, at) => at),
        90,
        2,
      ),
    };
    await expect(new LogisticRegression().fit(other, { warmStart: first })).rejects.toMatchObject({
      code: 'shape-mismatch',
    });
  });

  test('fits raw bytes to the same loss as the same numbers as floats', async () => {
    const { labels, classes } = train();
    const values = Uint8Array.from(reference.train);
    const bytes = matrix(values, labels.length, reference.columns);
    const floats = matrix(Float32Array.from(values), labels.length, reference.columns);
    const [a, b] = [
      await new LogisticRegression(exact).fit({ features: bytes, labels, classes }),
      await new LogisticRegression(exact).fit({ features: floats, labels, classes }),
    ];
    expect(a.convergence.losses.at(-1)).toBeCloseTo(b.convergence.losses.at(-1) ?? Number.NaN, 5);
  });

  test('stops in the middle when its signal fires', async () => {
    for (const solver of ['lbfgs', 'sag'] as const) {
      const controller = new AbortController();
      const onProgress = ({ done }: Progress): void => {
        if (done === 2) controller.abort();
      };
      const model = new LogisticRegression({ solver, tol: 0, maxIter: 1_000_000 });
      const fit = model.fit(train(), { signal: controller.signal, onProgress });
      await expect(fit).rejects.toMatchObject({ code: 'aborted' });
    }
  });
});

test('the sums do not depend on the number of threads', async () => {
  const rng = createRng(7);
  const [rows, columns, classes] = [5000, 12, 3];
  const features = matrix(
    Float32Array.from({ length: rows * columns }, () => rng.normal()),
    rows,
    columns,
  );
  const labels = Uint16Array.from({ length: rows }, () => rng.int(classes));
  const weights = Float64Array.from({ length: classes * columns }, () => rng.normal());
  const results = [];
  for (const threads of [1, 2, 3, 8]) {
    const sums = await openLossSums({ features, labels }, classes, new Float64Array(classes).fill(1), threads);
    results.push(await sums.at(weights, new Float64Array(classes), undefined));
    await sums.close();
  }
  for (const result of results) expect(result).toEqual(results[0]);
});

test('refuses class weights that are all 0, and says when its weights leave the finite numbers', async () => {
  expect(() => new LogisticRegression({ classWeight: [0, 0] })).toThrow(
    expect.objectContaining({ code: 'invalid-argument' }),
  );
  const { features, ...rest } = halves(60);
  const far = {
    ...rest,
    features: matrix(
      Float64Array.from(features.values, (x) => x * 1e39),
      60,
      2,
    ),
  };
  await expect(new LogisticRegression().fit(far)).rejects.toMatchObject({
    code: 'diverged',
  });
});
