import { InProcessExecutor } from '@selvedge/workflow';
import { base, options } from '../../test/small-runs.js';
import type { PipelineInput } from '../spec/schema.js';
import { sourceFor } from './load-sources.js';
import { planEntry } from './plan-entry.js';
import { planRun } from './plan-run.js';
import { queuedJobs } from './queued-jobs.js';
import { run } from './run-pipeline.js';

const [knn, logistic] = base.models;
const sweep = { kind: 'grid', over: { 'model.maxIter': [2, 4] } } as const;
const evaluate = { crossValidation: 2, learningCurve: { sizes: [0.5, 1] } };
const of = (...models: readonly object[]): PipelineInput => ({ ...base, models }) as unknown as PipelineInput;

/** The jobs of a pipeline by label, each with the labels of those before it, and their ids. */
async function jobsOf(pipeline: PipelineInput) {
  const plan = await planRun(pipeline, options());
  const executor = new InProcessExecutor({ cache: plan.cache });
  const entries = await Promise.all(
    plan.pipeline.models.map((entry) =>
      planEntry(entry, sourceFor(plan.sources, entry.config.data).node, plan, executor),
    ),
  );
  const { jobs: planned, searching } = await queuedJobs(entries, plan.cache, executor);
  const jobs = planned.map(({ job }) => job);
  plan.cache.release();
  const labels = new Map(jobs.map(({ id, label }) => [id, label]));
  return {
    searching: searching.map(({ at }) => at),
    after: Object.fromEntries(jobs.map(({ label, after = [] }) => [label, after.map((id) => labels.get(id))])),
    ids: Object.fromEntries(jobs.map(({ label, id }) => [label, id])),
  };
}

test('folds and sizes of a learning curve are jobs beside their model', async () => {
  const { after, ids } = await jobsOf(of({ ...knn, evaluate }));
  const names = ['knn', 'knn/fold-1', 'knn/fold-2', 'knn/size-1', 'knn/size-2'];
  expect(after).toEqual(Object.fromEntries(names.map((name) => [name, []])));
  const other = await jobsOf(of({ ...knn, evaluate: { crossValidation: 3 } }));
  expect(other.ids['knn/fold-1']).not.toBe(ids['knn/fold-1']);
});

test('where a sweep decides they follow its trials, under the same ids when its scores are known', async () => {
  const swept = { ...logistic, sweep, evaluate: { crossValidation: 2 } };
  const { after, ids } = await jobsOf(of(swept));
  const trials = ['logistic/maxIter=2', 'logistic/maxIter=4'];
  for (const name of ['logistic', 'logistic/fold-1', 'logistic/fold-2']) expect(after[name]).toEqual(trials);
  // What the sweep alone leaves in the cache.
  await run(of({ ...swept, evaluate: {} }), options());
  const known = await jobsOf(of(swept));
  expect(known.after).toEqual({ 'logistic/fold-1': [], 'logistic/fold-2': [] });
  expect(known.ids['logistic/fold-2']).toBe(ids['logistic/fold-2']);
});

test('folds that carry weights are one job, and nothing is left of a run that has ended', async () => {
  const net = {
    name: 'net',
    preprocess: [{ kind: 'scale' }, { kind: 'flatten' }],
    model: { kind: 'neural', network: { zoo: 'mlp', hidden: [4] } },
    train: { epochs: 1 },
    evaluate: { crossValidation: { folds: 2, carryWeights: true } },
  };
  expect(Object.keys((await jobsOf(of(net))).ids)).toEqual(['net', 'net/folds']);
  await run(of(net), options());
  expect((await jobsOf(of(net))).ids).toEqual({});
});

test.each([
  [{ kind: 'tpe', maxTrials: 4, over: { 'model.C': { uniform: [0.1, 1] } } }, false],
  [{ kind: 'tpe', maxTrials: 4, parallel: 2, over: { 'model.C': { uniform: [0.1, 1] } } }, true],
  [
    {
      kind: 'asha',
      maxTrials: 4,
      parallel: 2,
      over: { 'model.C': { uniform: [0.1, 1] } },
      resource: 'model.maxIter',
      maxResource: 3,
    },
    true,
  ],
  [
    {
      kind: 'successive-halving',
      samples: 2,
      over: { 'model.C': { uniform: [0.1, 1] } },
      resource: 'model.maxIter',
      from: 1,
      to: 2,
    },
    true,
  ],
])('a search with several trials at a time is followed by the coordinator: %j', async (search, isFollowed) => {
  const pipeline = of({ ...logistic, sweep: search, evaluate: { crossValidation: 2 } });
  const { after, searching } = await jobsOf(pipeline);
  expect(searching).toEqual(isFollowed ? [0] : []);
  const whole = { logistic: [], 'logistic/fold-1': ['logistic'], 'logistic/fold-2': ['logistic'] };
  expect(after).toEqual(isFollowed ? {} : whole);
});

test('folds that cannot be are refused before anything is fitted', async () => {
  const carried = { ...knn, evaluate: { crossValidation: { folds: 2, carryWeights: true } } };
  await expect(jobsOf(of(carried))).rejects.toThrow(/needs a model that can begin with weights/);
});
