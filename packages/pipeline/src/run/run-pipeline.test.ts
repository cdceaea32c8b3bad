import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateGarments, writeDataset } from '@selvedge/ingest';
import { definePipeline } from '../spec/define-pipeline.js';
import type { PipelineInput } from '../spec/schema.js';
import type { RunEvent } from '../track/run-event.js';
import { explainStep } from './explain-step.js';
import { loadRunModel } from './load-model.js';
import { planOf } from './plan-pipeline.js';
import { replay } from './replay.js';
import type { RunResult } from './report-run.js';
import { findRun, listRuns } from './run-folder.js';
import type { RunOptions } from './run-options.js';
import { run } from './run-pipeline.js';

const { train, test: held } = generateGarments({ trainRows: 400, testRows: 100 });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-run-'));
  await writeDataset(train, join(folder, 'train.arrow'));
  await writeDataset(held, join(folder, 'test.arrow'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let work: string;
beforeEach(async () => {
  work = await mkdtemp(join(folder, 'work-'));
});

const options = (more: RunOptions = {}): RunOptions => ({
  projectDirectory: folder,
  runsDirectory: join(work, 'runs'),
  cacheDirectory: join(work, 'cache'),
  ...more,
});

const base = definePipeline({
  version: 1,
  name: 'small',
  data: { train: 'train.arrow', test: 'test.arrow' },
  split: { kind: 'last', validation: 100 },
  report: { html: false },
  models: [
    { name: 'knn', model: { kind: 'knn', k: 3 } },
    { name: 'logistic', preprocess: [{ kind: 'scale' }], model: { kind: 'logistic-regression', maxIterations: 20 } },
  ],
});

/** Ids of the steps that were computed, without those that are made again in each process. */
const ranIn = ({ steps }: RunResult): readonly string[] =>
  steps
    .filter(({ id, outcome }) => outcome === 'ran' && /^(fit|predict|score)/.test(id) && !id.endsWith('/summary'))
    .map(({ id }) => id)
    .sort();

describe('a sweep over epochs', () => {
  const network = {
    layers: [
      { kind: 'dense', units: 8, activation: 'relu' },
      { kind: 'dense', units: 10, activation: 'softmax' },
    ],
  };
  const net = (train: object, sweep?: object): PipelineInput =>
    ({
      ...base,
      models: [
        {
          name: 'net',
          preprocess: [{ kind: 'scale' }, { kind: 'flatten' }],
          model: { kind: 'neural', network },
          train,
          ...(sweep && { sweep }),
        },
      ],
    }) as PipelineInput;
  const values = [4, 1, 2];

  test.each([{ kind: 'constant' }, { kind: 'exponential', factor: 0.8 }])(
    'trains the longest once, and gives what each alone gives: %j',
    async (schedule) => {
      const began = new Map<string, number>();
      const onEvent = (event: RunEvent): void => {
        if (event.event !== 'step-progress' || !event.id.startsWith('fit/net/')) return;
        if (!began.has(event.id)) began.set(event.id, event.progress.done / event.progress.total);
      };
      const swept = await run(
        net({ epochs: 1, batchSize: 32, schedule }, { kind: 'grid', over: { 'train.epochs': values } }),
        options({ onEvent }),
      );
      expect([...began.keys()]).toEqual(['fit/net/epochs=1', 'fit/net/epochs=2', 'fit/net/epochs=4']);
      expect(began.get('fit/net/epochs=4')).toBeGreaterThan(0.5); // it went on from the second epoch
      const alone: (number | null)[] = [];
      for (const epochs of values) {
        const { results } = await run(
          net({ epochs, batchSize: 32, schedule }),
          options({ cacheDirectory: join(work, `${epochs}`) }),
        );
        alone.push(results.models[0].parts.validation?.metrics.accuracy ?? null);
        if (swept.results.models[0].sweep?.chosen === `epochs=${epochs}`) {
          expect(results.models[0].parts.test?.digest).toBe(swept.results.models[0].parts.test?.digest);
        }
      }
      expect(swept.results.models[0].sweep?.points.map(({ value }) => value)).toEqual(alone);
      expect(await readdir(join(work, 'cache', 'checkpoints'))).toEqual([]);
    },
  );

  test('carried weights let later folds know their test rows; honest folds do not depend on each other', async () => {
    const folds = (carryWeights: boolean): PipelineInput => {
      const [model] = (net({ epochs: 12, batchSize: 16, learningRate: 0.01 }) as { models: object[] }).models;
      return {
        ...base,
        models: [{ ...model, evaluate: { crossValidation: { folds: 3, carryWeights } } }],
      } as PipelineInput;
    };
    const valuesOf = async (carry: boolean): Promise<readonly number[]> => {
      const { results } = await run(folds(carry), options());
      return results.models[0].crossValidation?.metrics.accuracy?.values ?? [];
    };
    const [honest, carried] = [await valuesOf(false), await valuesOf(true)];
    expect(carried[0]).toBe(honest[0]);
    expect(carried[2]).toBeGreaterThan(honest[2] + 0.02);
    const classical = {
      ...base,
      models: [{ ...base.models[0], evaluate: { crossValidation: { folds: 3, carryWeights: true } } }],
    };
    await expect(run(classical as PipelineInput, options())).rejects.toThrow(
      /needs a model that can begin with weights/,
    );
  });

  test('trains each length from its beginning where the schedule is stretched over it', async () => {
    const began = new Map<string, number>();
    const onEvent = (event: RunEvent): void => {
      if (event.event === 'step-progress' && !began.has(event.id)) {
        began.set(event.id, event.progress.done / event.progress.total);
      }
    };
    const schedule = { kind: 'cosine' };
    await run(
      net({ epochs: 1, batchSize: 32, schedule }, { kind: 'grid', over: { 'train.epochs': values } }),
      options({ onEvent }),
    );
    expect(began.get('fit/net/epochs=4')).toBeLessThan(0.3);
  });
});

describe('evaluate.learningCurve', () => {
  const curved = (learningCurve: object, more: object = {}): PipelineInput =>
    ({ ...base, models: [{ ...base.models[0], evaluate: { learningCurve } }], ...more }) as PipelineInput;

  test('scores parts of the training rows on the validation rows, cached one by one', async () => {
    const first = await run(curved({ sizes: [0.2, 150] }), options());
    const [{ learningCurve, parts }] = first.results.models;
    expect(learningCurve?.points.map(({ trainRows }) => trainRows)).toEqual([60, 150]);
    const longer = await run(curved({ sizes: [60, 150, 1] }), options());
    const points = longer.results.models[0].learningCurve?.points ?? [];
    expect(points.slice(0, 2)).toEqual(learningCurve?.points);
    // All rows are the model itself.
    expect(points[2]).toMatchObject({ trainRows: 300, validation: parts.validation?.metrics.accuracy });
    expect(points[2].train).toBeGreaterThan(points[2].validation ?? 1);
  });

  test('stands in the report, with figures for sweeps of one field and of two', async () => {
    const [knn] = base.models;
    const over = { 'model.k': [1, 3, 5], 'model.alpha': [0, 1] };
    const { folder: path } = await run(
      {
        ...curved({ sizes: [0.5, 1] }),
        report: { html: true },
        models: [
          { ...knn, name: 'curve', evaluate: { learningCurve: { sizes: [0.5, 1] }, crossValidation: { folds: 3 } } },
          { name: 'trees', model: { kind: 'random-forest', trees: 5 } },
          { ...knn, name: 'line', sweep: { kind: 'grid', over: { 'model.k': [1, 3, 5] } } },
          { ...knn, name: 'map', model: { kind: 'knn', votes: 'gaussian' }, sweep: { kind: 'grid', over } },
        ],
      } as PipelineInput,
      options(),
    );
    const page = await readFile(join(path, 'report.html'), 'utf8');
    for (const title of [
      'curve: would more data help?',
      'curve: accuracy by fold',
      'trees: which pixels matter',
      'line: accuracy against k',
      'map: accuracy over k and alpha',
    ]) {
      expect(page).toContain(title);
    }
  });

  test.each([
    [{ sizes: [5000] }, {}, /asks for 5000 training rows; there are 300/],
    [{}, { split: { kind: 'last', validation: 0 } }, /the split leaves none/],
  ])('refuses %j %j', async (curve, more, message) => {
    await expect(run(curved(curve, more), options())).rejects.toThrow(message);
  });
});

describe('run(pipeline, { workers })', () => {
  const swept = definePipeline({
    ...base,
    models: [
      ...base.models,
      {
        name: 'swept',
        model: { kind: 'random-forest', trees: 4 },
        sweep: { kind: 'grid', over: { 'model.trees': [2, 4], 'model.maxDepth': [3, 6] } },
      },
    ],
  });

  test('gives the same results to the bit, and says which steps ran', async () => {
    const alone = await run(swept, options({ output: join(work, 'alone') }));
    const together = await run(
      swept,
      options({ output: join(work, 'together'), cacheDirectory: join(work, 'other'), workers: 2 }),
    );
    expect(together.results.digest).toBe(alone.results.digest);
    expect(ranIn(together)).toEqual(ranIn(alone));
    const again = await run(swept, options({ output: join(work, 'again'), workers: 2 }));
    expect(ranIn(again)).toEqual([]);
  });

  test('fails with the error of the step that failed', async () => {
    const [knn, logistic] = base.models;
    const bad = { ...base, models: [{ ...knn, model: { kind: 'knn', k: 5000 } }, logistic] } as PipelineInput;
    await expect(run(bad, options({ workers: 2 }))).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  test.each([{ workers: 0 }, { workers: 1.5 }, { workers: 2, memory: -1 }, { workers: 2, cache: 'off' }] as const)(
    'refuses %j',
    async (more) => {
      await expect(run(base, options(more))).rejects.toMatchObject({ code: 'invalid-argument' });
    },
  );
});

describe('run(pipeline)', () => {
  test('leaves one folder with everything, and the figures of the table', async () => {
    const events: RunEvent[] = [];
    const { results, folder: path, record } = await run(base, options({ onEvent: (event) => events.push(event) }));
    expect(results.models.map(({ name, trainRows }) => [name, trainRows])).toEqual([
      ['knn', 300],
      ['logistic', 300],
    ]);
    for (const { parts } of results.models) {
      expect(parts.test?.rows).toBe(100);
      expect(parts.validation?.metrics['accuracy']).toBeGreaterThan(0.4);
    }
    expect(results.comparison?.ranking).toHaveLength(2);
    expect((await readdir(path)).sort()).toEqual([
      'environment.json',
      'metrics.jsonl',
      'models',
      'report.md',
      'results.json',
      'run.json',
      'spec.resolved.json',
      'steps.json',
    ]);
    expect(await readdir(join(path, 'models', 'logistic'))).toEqual([
      '0.transform.safetensors',
      'model.json',
      'model.safetensors',
      'test.predictions.arrow',
      'validation.predictions.arrow',
    ]);
    expect(record.status).toBe('finished');
    expect(events.at(-1)).toMatchObject({ event: 'run-end', status: 'finished' });
    const lines = (await readFile(join(path, 'metrics.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { part: string })
      .filter(({ part }) => part !== 'progress');
    expect(lines).toHaveLength(8); // two models, two parts, two metrics
  });

  test('trains nothing again when only the metrics change, and only what depends on a change', async () => {
    const first = await run(base, options());
    expect(ranIn(first)).toHaveLength(10); // per model: fit, and predict and score of two parts
    expect(ranIn(await run(base, options()))).toEqual([]);

    const metrics = await run({ ...base, evaluate: { metrics: ['accuracy', 'log-loss'] } }, options());
    expect(ranIn(metrics)).toEqual([
      'score/knn/test',
      'score/knn/validation',
      'score/logistic/test',
      'score/logistic/validation',
    ]);

    const models: PipelineInput['models'] = [
      base.models[0],
      { ...base.models[1], preprocess: [{ kind: 'scale', factor: 0.5 }] },
    ];
    const scaled = await run({ ...base, models }, options());
    expect(ranIn(scaled)).toEqual([
      'fit/logistic',
      'predict/logistic/test',
      'predict/logistic/validation',
      'score/logistic/test',
      'score/logistic/validation',
    ]);
  });

  test('misses for every declared input that changes, alone, and hits when none does', async () => {
    await run(base, options());
    const key = async (changes: object): Promise<string | undefined> =>
      (
        await planOf(
          await import('../spec/parse-spec.js').then(({ parseSpec }) => parseSpec({ ...base, ...changes }, options())),
          options(),
        )
      ).steps.find(({ id }) => id === 'fit/knn')?.key;
    const same = await key({});
    expect(await key({ description: 'other words' })).toBe(same);
    expect(await key({ report: { title: 'x' } })).toBe(same);
    const changed = await Promise.all([
      key({ seed: 1 }),
      key({ split: { kind: 'last', validation: 50 } }),
      key({ data: { ...base.data, subset: 300 } }),
      key({ preprocess: [{ kind: 'scale' }] }),
      key({ models: [{ name: 'knn', model: { kind: 'knn', k: 4 } }] }),
    ]);
    expect(new Set([same, ...changed]).size).toBe(6);
  });

  test('notices one changed byte of the data', async () => {
    await run(base, options());
    const copy = { ...train, features: { ...train.features, values: train.features.values.slice() } };
    copy.features.values[12345] ^= 1;
    await writeDataset(copy, join(folder, 'changed.arrow'));
    const changed = await run({ ...base, data: { train: 'changed.arrow', test: 'test.arrow' } }, options());
    expect(ranIn(changed)).toHaveLength(10);
  });

  test('computes a damaged result again, says so, and comes to the same end', async () => {
    const first = await run(base, options());
    const step = first.steps.find(({ id }) => id === 'predict/knn/test');
    const key = step?.key ?? '';
    await writeFile(join(work, 'cache', 'v1', key.slice(0, 2), key, 'predictions.safetensors'), 'nonsense');
    const notes: string[] = [];
    const again = await run(
      base,
      options({ onEvent: (event) => void (event.event === 'note' && notes.push(event.text)) }),
    );
    expect(again.results.digest).toBe(first.results.digest);
    expect(notes).toEqual([expect.stringContaining('was damaged (predictions.safetensors has 8 bytes')]);
    const repaired = again.steps.find(({ id }) => id === 'predict/knn/test');
    expect(explainStep(repaired as never, { id: 'b', steps: again.steps }, undefined)).toContain(
      'ran because its cached result was damaged',
    );
  });

  test('comes to the same digest with and without the cache', async () => {
    const first = await run(base, options());
    const again = await run(base, options({ cache: 'off' }));
    expect(again.results.digest).toBe(first.results.digest);
    expect(ranIn(again)).toHaveLength(10);
  });

  test('two runs at once on one cache are both right', async () => {
    const [one, two] = await Promise.all([run(base, options()), run(base, options())]);
    expect(one.results.digest).toBe(two.results.digest);
    expect(one.folder).not.toBe(two.folder);
  });

  test('stops when told to, and goes on from there with `resume`', async () => {
    const whole = await run(
      base,
      options({ runsDirectory: join(work, 'whole'), cacheDirectory: join(work, 'whole-cache') }),
    );
    const controller = new AbortController();
    const stopped = run(
      base,
      options({
        signal: controller.signal,
        onEvent: (event) => {
          if (event.event === 'step-end' && event.id === 'fit/knn') controller.abort();
        },
      }),
    );
    await expect(stopped).rejects.toThrow(expect.objectContaining({ code: 'aborted' }));
    expect((await listRuns(join(work, 'runs'))).map(({ status }) => status)).toEqual(['interrupted']);
    const resumed = await run(base, options({ resume: true }));
    expect(resumed.results.digest).toBe(whole.results.digest);
    expect(ranIn(resumed)).not.toContain('fit/knn');
    expect((await listRuns(join(work, 'runs'))).map(({ status, resumed: times }) => [status, times])).toEqual([
      ['finished', 1],
    ]);
  });

  test('refuses to write into a folder that holds something else', async () => {
    await writeFile(join(work, 'mine.txt'), 'x');
    await expect(run(base, options({ output: work }))).rejects.toThrow(/holds no run/);
    expect(await readdir(work)).toEqual(['mine.txt']);
  });

  test('leaves nothing when the data are missing', async () => {
    await expect(run({ ...base, data: { train: 'none.arrow' } }, options())).rejects.toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
    expect(await readdir(work)).toEqual([]);
  });
});

describe('sweeps', () => {
  const sweeping = (sweep: PipelineInput['sweep']): PipelineInput => ({
    ...base,
    models: [{ name: 'knn', model: { kind: 'knn' }, ...(sweep && { sweep }) }],
  });

  test('a grid of parameters that nest takes one fit and one pass, and agrees with single runs', async () => {
    const events: RunEvent[] = [];
    const { results } = await run(
      sweeping({ kind: 'grid', over: { 'model.k': [1, 5, 9], 'model.votes': ['uniform', 'distance'] } }),
      options({ onEvent: (event) => events.push(event) }),
    );
    const fits = events.filter((event) => event.event === 'step-end' && event.id.startsWith('fit/knn/k='));
    const passes = events.filter(
      (event) => event.event === 'step-end' && event.id.startsWith('predict/knn/k=') && event.outcome === 'ran',
    );
    expect([fits.length, passes.length]).toEqual([1, 1]);
    const { points = [] } = results.models[0].sweep ?? {};
    expect(points).toHaveLength(6);
    for (const { values, value } of points) {
      const k = values['model.k'] as number;
      const votes = values['model.votes'] as 'uniform';
      const single = await run({ ...base, models: [{ name: 'one', model: { kind: 'knn', k, votes } }] }, options());
      expect(single.results.models[0].parts.validation?.metrics['accuracy']).toBe(value);
    }
    const best = Math.max(...points.map(({ value }) => value ?? 0));
    expect(points.find(({ chosen }) => chosen)?.value).toBe(best);
  });

  test.each([
    ['decision-tree', { 'model.maxDepth': [2, 4, null], 'model.minSamplesSplit': [2, 40] }],
    ['random-forest', { 'model.trees': [1, 3, 8] }],
    ['extra-trees', { 'model.trees': [2, 5] }],
  ] as const)('%s: nested parameters take one fit, and agree with single runs', async (kind, over) => {
    const events: RunEvent[] = [];
    const { results } = await run(
      {
        ...base,
        models: [{ name: 'tree', model: { kind }, sweep: { kind: 'grid', over } }],
      } as unknown as PipelineInput,
      options({ onEvent: (event) => events.push(event) }),
    );
    // One for all points of the sweep, one for the chosen point.
    const fits = events.filter((event) => event.event === 'step-end' && /^fit\/tree\/[^/]*=[^/]*$/.test(event.id));
    expect(fits.filter((event) => event.event === 'step-end' && event.outcome === 'ran')).toHaveLength(1);
    const { points = [] } = results.models[0].sweep ?? {};
    for (const { values, value } of points) {
      const model = Object.fromEntries(
        Object.entries(values).map(([path, each]) => [path.replace('model.', ''), each]),
      );
      const single = { ...base, models: [{ name: 'one', model: { kind, ...model } }] } as unknown as PipelineInput;
      const alone = await run(single, options());
      expect(alone.results.models[0].parts.validation?.metrics['accuracy']).toBe(value);
    }
  });

  test('one at a time tries each field alone and the best together', async () => {
    const { results } = await run(
      sweeping({ kind: 'one-at-a-time', over: { 'model.k': [1, 3], 'model.metric': ['euclidean', 'manhattan'] } }),
      options(),
    );
    expect(results.models[0].sweep?.points.map(({ values }) => Object.keys(values).length)).toEqual([1, 1, 1, 1, 2]);
  });

  test('successive halving gives the resource to the best, and chooses on the last rung', async () => {
    const { results } = await run(
      {
        ...base,
        models: [
          {
            name: 'lr',
            model: { kind: 'logistic-regression' },
            preprocess: [{ kind: 'scale' }],
            sweep: {
              kind: 'successive-halving',
              samples: 9,
              over: { 'model.C': { logUniform: [1e-4, 10] } },
              resource: 'model.maxIterations',
              from: 2,
              to: 18,
              factor: 3,
            },
          },
        ],
      },
      options(),
    );
    const rungs = results.models[0].sweep?.points.map(({ values }) => values['model.maxIterations']);
    expect(rungs).toEqual([...Array(9).fill(2), ...Array(3).fill(6), 18]);
    expect(results.models[0].sweep?.points.at(-1)?.chosen).toBe(true);
  });

  test('augmentation trains a network on changed images; classical models have no use for it', async () => {
    const network = { zoo: 'mlp' as const, hidden: [16] };
    const net = { kind: 'neural' as const, threads: 1, network };
    const models = (augment: PipelineInput['augment'], only?: 'tree'): PipelineInput => ({
      ...base,
      preprocess: [{ kind: 'scale' }],
      train: { epochs: 2 },
      ...(augment && { augment }),
      models: [
        { name: 'tree', model: { kind: 'decision-tree', maxDepth: 3 } },
        ...(only ? [] : [{ name: 'net', model: net }]),
      ],
    });
    const plain = await run(models(undefined), options());
    const changed = await run(models([{ kind: 'rotate', degrees: 20 }, { kind: 'flip' }]), options());
    expect(ranIn(changed).filter((id) => id.startsWith('fit/'))).toEqual(['fit/net']);
    const [before, after] = [plain, changed].map(({ results }) => results.models[1].parts.test?.metrics);
    expect(after).not.toEqual(before);
    const step = changed.steps.find(({ id }) => id === 'fit/net');
    expect(explainStep(step as never, { id: 'b', steps: changed.steps }, { id: 'a', steps: plain.steps })).toMatch(
      /augment/,
    );
  });

  test('a sweep without validation rows is refused', async () => {
    const { split: _, ...without } = sweeping({ kind: 'grid', over: { 'model.k': [1] } });
    await expect(run(without, options())).rejects.toThrow(/chooses on validation rows and the split leaves none/);
  });
});

test('cross-validation fits afresh in every fold, each a cached step', async () => {
  const pipeline: PipelineInput = { ...base, models: [base.models[0]], evaluate: { crossValidation: { folds: 4 } } };
  const { results } = await run(pipeline, options());
  const { crossValidation } = results.models[0];
  expect(crossValidation?.metrics.accuracy?.values).toHaveLength(4);
  expect(crossValidation?.metrics.accuracy?.mean).toBeGreaterThan(0.4);
  const events: RunEvent[] = [];
  await run(pipeline, options({ onEvent: (event) => events.push(event) }));
  expect(
    events.filter((event) => event.event === 'step-end' && event.outcome === 'ran' && event.id.includes('fold')),
  ).toEqual([]);
});

test('a network trains, keeps its history, and predicts the same after it was loaded', async () => {
  const { results, folder: path } = await run(
    {
      ...base,
      preprocess: [{ kind: 'scale' }],
      train: { epochs: 2, batchSize: 32 },
      models: [{ name: 'net', model: { kind: 'neural', threads: 1, network: { zoo: 'mlp', hidden: [16] } } }],
    },
    options(),
  );
  expect(results.models[0].history).toMatchObject({ epochs: [{ epoch: 1 }, { epoch: 2 }] });
  const model = await loadRunModel(path);
  const { predicted } = await model.predict({ features: held.features, shape: held.shape });
  const right = predicted.filter((label, row) => label === held.labels[row]).length;
  expect(right / 100).toBeCloseTo(results.models[0].parts.test?.metrics['accuracy'] as number, 10);
  const bytes = await readFile(join(path, 'models', 'net', 'model.safetensors'));
  expect(bytes.includes('checkpoint')).toBe(false);
});

describe('what is said about runs', () => {
  test('why names the change, however far above it was', async () => {
    const first = await run(base, options());
    const models: PipelineInput['models'] = [
      base.models[0],
      { ...base.models[1], preprocess: [{ kind: 'scale', factor: 0.5 }] },
    ];
    const second = await run({ ...base, models }, options());
    const why = (id: string): string =>
      explainStep(
        second.steps.find((step) => step.id === id) as never,
        { id: 'b', steps: second.steps },
        { id: 'a', steps: first.steps },
      );
    expect(why('predict/logistic/test')).toBe(
      "'predict/logistic/test' re-ran because preprocess[0].factor was set to 0.5.",
    );
    expect(why('predict/knn/test')).toBe(
      "'predict/knn/test' was taken from the cache: nothing that it depends on has changed.",
    );
    expect(why('fit/knn')).toBe("'fit/knn' was not needed: a cached result that follows from it was enough.");
  });

  test('a replay is the same to the bit, or names the difference', async () => {
    const { record, folder: path } = await run(base, options());
    const listed = await findRun(record.id, join(work, 'runs'));
    expect(await replay(listed)).toEqual({ run: record.id, same: true, differences: [], changed: [] });
    const results = JSON.parse(await readFile(join(path, 'results.json'), 'utf8')) as {
      digest: string;
      models: { parts: { test: { digest: string; metrics: { accuracy: number } } } }[];
    };
    results.digest = 'other';
    results.models[0].parts.test.digest = 'other';
    results.models[0].parts.test.metrics.accuracy = 0.123;
    await writeFile(join(path, 'results.json'), JSON.stringify(results));
    expect(await replay(listed)).toMatchObject({
      same: false,
      differences: [expect.stringContaining('knn, test rows: accuracy was 0.123 and is')],
    });
  });
});
