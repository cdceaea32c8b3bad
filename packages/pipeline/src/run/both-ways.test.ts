import { createClassifier } from '@selvedge/classical';
import { rowRange } from '@selvedge/data';
import { crossValidate, gridSearch, halvingSearch, learningCurve, randomSearch } from '@selvedge/resample';
import type { Fold } from '@selvedge/resample/types';
import { base, options, train } from '../../test/small-runs.js';
import type { PipelineInput } from '../spec/schema.js';
import { run } from './run-pipeline.js';

const SEED = 7;
const tree = createClassifier({ kind: 'decision-tree', maxDepth: 6 });
/** The pipeline's division: the last 100 of 400 rows are for validation. */
const given: readonly Fold[] = [{ train: rowRange(0, 300), test: rowRange(300, 400) }];
const declared = async (more: object): Promise<Awaited<ReturnType<typeof run>>['results']['models'][0]> => {
  const model = { name: 'tree', model: { kind: 'decision-tree', maxDepth: 6 }, ...more };
  return (await run({ ...base, seed: SEED, models: [model] } as PipelineInput, options())).results.models[0];
};

describe('a plan gives the same digits in code and in a pipeline', () => {
  test.each([true, false])('cross-validation, stratified: %p', async (stratified) => {
    const metrics = ['accuracy', 'macro-f1', 'log-loss'] as const;
    const { crossValidation } = await declared({
      evaluate: { metrics, crossValidation: { folds: 7, stratified } },
    });
    const folds = { kind: stratified ? 'stratified-k-fold' : 'k-fold', folds: 7 } as const;
    const direct = await crossValidate(tree, train, { folds, metrics, seed: SEED });
    expect(crossValidation?.metrics).toEqual(direct.metrics);
  });

  test('folds of whole groups, which no stratified fold may divide', async () => {
    const groups = Array.from({ length: 400 }, (_, row) => `person ${row % 37}`);
    const { crossValidation } = await declared({ evaluate: { crossValidation: { folds: 4, groups } } });
    const direct = await crossValidate(tree, train, {
      folds: 4,
      groups,
      metrics: ['accuracy', 'macro-f1'],
      seed: SEED,
    });
    expect(crossValidation).toEqual({ folds: 4, stratified: false, metrics: direct.metrics });
    await expect(declared({ evaluate: { crossValidation: { folds: 4, groups, stratified: true } } })).rejects.toThrow(
      /rows of group 'person \d+' are on both sides; use folds of kind 'group-k-fold'/,
    );
    await expect(declared({ evaluate: { crossValidation: { folds: 4, groups: ['a', 'b'] } } })).rejects.toThrow(
      /got 2 groups for 400 rows/,
    );
  });

  test('a metric that is undefined for a fold is refused', async () => {
    const groups = Array.from(train.labels, (label) => `class ${label}`);
    const evaluate = { metrics: ['accuracy', 'roc-auc'], crossValidation: { folds: 10, groups } };
    await expect(declared({ evaluate })).rejects.toThrow(
      /tree: crossValidation: roc-auc is undefined for the rows of a fold/,
    );
  });

  test('a number of folds is enough', async () => {
    const { crossValidation } = await declared({ evaluate: { metrics: ['accuracy'], crossValidation: 5 } });
    const direct = await crossValidate(tree, train, { folds: 5, seed: SEED });
    expect(crossValidation).toEqual({ folds: 5, stratified: true, metrics: direct.metrics });
  });

  test('learning curve, with the same default sizes', async () => {
    const curve = await declared({ evaluate: { learningCurve: {} } });
    const direct = await learningCurve(tree, train, { folds: given, seed: SEED });
    expect(curve.learningCurve?.points).toEqual(
      direct.points.map((point) => ({
        trainRows: point.trainRows,
        train: point.train.mean,
        validation: point.validation.mean,
      })),
    );
    expect(direct.points.map(({ trainRows }) => trainRows)).toEqual([15, 30, 60, 150, 300]);
  });

  test('searches: grid, random and successive halving', async () => {
    const sweepOf = async (sweep: object) => {
      const { sweep: found } = await declared({ sweep });
      const { points = [], chosen } = found ?? {};
      return { scores: points.map(({ label, value }) => [label, value]), chosen };
    };
    const summary = ({ trials, bestParams }: Awaited<ReturnType<typeof gridSearch>>) => ({
      scores: trials.map(({ label, score }) => [label, score]),
      chosen: trials.find(({ values }) => values === bestParams)?.label,
    });
    const over = { maxDepth: [2, 4, null], minSamplesSplit: [2, 40] };
    const inModel = { 'model.maxDepth': over.maxDepth, 'model.minSamplesSplit': over.minSamplesSplit };
    const shared = { folds: given, seed: SEED };
    expect(await sweepOf({ kind: 'grid', over: inModel })).toEqual(
      summary(await gridSearch(tree, train, { over, ...shared })),
    );
    const drawn = { maxDepth: { integer: [1, 12] }, ccpAlpha: { logUniform: [1e-5, 0.1] } } as const;
    const drawnInModel = { 'model.maxDepth': drawn.maxDepth, 'model.ccpAlpha': drawn.ccpAlpha };
    expect(await sweepOf({ kind: 'random', samples: 5, over: drawnInModel })).toEqual(
      summary(await randomSearch(tree, train, { over: drawn, samples: 5, ...shared })),
    );
    const halving = { samples: 6, from: 2, to: 18, factor: 3 };
    const alpha = { 'model.ccpAlpha': drawn.ccpAlpha };
    expect(await sweepOf({ kind: 'successive-halving', ...halving, over: alpha, resource: 'model.maxDepth' })).toEqual(
      summary(
        await halvingSearch(tree, train, {
          ...halving,
          over: { ccpAlpha: drawn.ccpAlpha },
          resource: 'maxDepth',
          ...shared,
        }),
      ),
    );
  });

  test('a holdout takes the validation rows of the split `fraction`', async () => {
    const split = { kind: 'fraction', validation: 0.25 };
    const { parts } = await declared({ split });
    const { folds, metrics } = await crossValidate(tree, train, {
      folds: { kind: 'holdout', testSize: 0.25 },
      seed: SEED,
    });
    expect([folds[0].testRows, metrics['accuracy'].mean]).toEqual([100, parts.validation?.metrics['accuracy']]);
  });
});
