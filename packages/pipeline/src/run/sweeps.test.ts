import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { base, options, ranIn, work } from '../../test/small-runs.js';
import type { PipelineInput } from '../spec/schema.js';
import type { RunEvent } from '../track/run-event.js';
import { explainStep } from './explain-step.js';
import { run } from './run-pipeline.js';

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

  test.each([{ kind: 'constant' }, { kind: 'exponential', gamma: 0.8 }])(
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

describe('sweeps', () => {
  const sweeping = (sweep: PipelineInput['sweep']): PipelineInput => ({
    ...base,
    models: [{ name: 'knn', model: { kind: 'knn' }, ...(sweep && { sweep }) }],
  });

  test('a grid of shared parameters takes one fit and one pass, and agrees with single runs', async () => {
    const events: RunEvent[] = [];
    const { results } = await run(
      sweeping({ kind: 'grid', over: { 'model.k': [1, 5, 9], 'model.weights': ['uniform', 'distance'] } }),
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
      const weights = values['model.weights'] as 'uniform';
      const single = await run({ ...base, models: [{ name: 'one', model: { kind: 'knn', k, weights } }] }, options());
      expect(single.results.models[0].parts.validation?.metrics['accuracy']).toBe(value);
    }
    const best = Math.max(...points.map(({ value }) => value ?? 0));
    expect(points.find(({ chosen }) => chosen)?.value).toBe(best);
  });

  test.each([
    ['decision-tree', { 'model.maxDepth': [2, 4, null], 'model.minSamplesSplit': [2, 40] }],
    ['random-forest', { 'model.nEstimators': [1, 3, 8] }],
    ['extra-trees', { 'model.nEstimators': [2, 5] }],
  ] as const)('%s: shared parameters take one fit, and agree with single runs', async (kind, over) => {
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
              resource: 'model.maxIter',
              from: 2,
              to: 18,
              factor: 3,
            },
          },
        ],
      },
      options(),
    );
    const rungs = results.models[0].sweep?.points.map(({ values }) => values['model.maxIter']);
    expect(rungs).toEqual([...Array(9).fill(2), ...Array(3).fill(6), 18]);
    expect(results.models[0].sweep?.points.at(-1)?.chosen).toBe(true);
  });

  test('asha goes on with the best of a rung at once, chooses on the highest, and is resumed from the cache', async () => {
    const sweep = {
      kind: 'asha',
      maxTrials: 9,
      over: { 'model.C': { logUniform: [1e-4, 10] } },
      resource: 'model.maxIter',
      minResource: 2,
      maxResource: 18,
    } as const;
    const searching = {
      ...base,
      models: [{ name: 'lr', model: { kind: 'logistic-regression' }, preprocess: [{ kind: 'scale' }], sweep }],
    } as unknown as PipelineInput;
    const { results } = await run(searching, options());
    const points = results.models[0].sweep?.points ?? [];
    expect(points.map(({ values }) => values['model.maxIter']).slice(0, 4)).toEqual([2, 2, 2, 6]);
    expect(points.find(({ chosen }) => chosen)?.values['model.maxIter']).toBe(18);
    const again = await run(searching, options());
    expect(ranIn(again)).toEqual([]);
    expect(again.results.digest).toBe(results.digest);
  });

  test('what a search tried until its time was over is what it tried, whatever the clock says later', async () => {
    const sweep = { kind: 'tpe', maxTrials: 6, maxTime: 1e-9, over: { 'model.k': { integer: [1, 30] } } } as const;
    const searching = { ...base, models: [{ name: 'knn', model: { kind: 'knn' }, sweep }] } as unknown as PipelineInput;
    const tried = async (more: object = {}): Promise<number | undefined> =>
      (await run(searching, options(more))).results.models[0].sweep?.points.length;
    expect(await tried()).toBe(1);
    const { now } = performance;
    performance.now = () => 0; // it stands still: no time is over
    try {
      expect(await tried()).toBe(1);
      expect(await tried({ cacheDirectory: join(work, 'other') })).toBe(6);
    } finally {
      performance.now = now;
    }
  });

  test('tpe draws by what was good so far, the same in two runs', async () => {
    const sweep = { kind: 'tpe', maxTrials: 8, startupTrials: 3, over: { 'model.k': { integer: [1, 30] } } } as const;
    const searching = { ...base, models: [{ name: 'knn', model: { kind: 'knn' }, sweep }] } as unknown as PipelineInput;
    const ks = async (more: object = {}): Promise<readonly unknown[] | undefined> => {
      const { results } = await run(searching, options(more));
      return results.models[0].sweep?.points.map(({ values }) => values['model.k']);
    };
    const first = await ks();
    expect(new Set(first).size).toBe(8);
    expect(await ks({ cacheDirectory: join(work, 'other') })).toEqual(first);
  });

  test('trials side by side are measured one after the other here, and tried by the scores of the oldest', async () => {
    const sweep = { kind: 'tpe', maxTrials: 8, startupTrials: 3, over: { 'model.k': { integer: [1, 30] } } } as const;
    const ksWith = async (parallel: number): Promise<readonly unknown[] | undefined> => {
      const searching = { ...base, models: [{ name: 'knn', model: { kind: 'knn' }, sweep: { ...sweep, parallel } }] };
      const begun: string[] = [];
      const onEvent = (event: RunEvent): void => {
        if (event.event === 'step-start' && event.id.startsWith('predict/knn/k=')) begun.push(event.id);
        if (event.event === 'step-end' && event.id.startsWith('predict/knn/k=')) expect(begun.at(-1)).toBe(event.id);
      };
      const { results } = await run(searching as unknown as PipelineInput, options({ onEvent }));
      return results.models[0].sweep?.points.map(({ values }) => values['model.k']);
    };
    const [one, three] = [await ksWith(1), await ksWith(3)];
    expect(three?.slice(0, 3)).toEqual(one?.slice(0, 3));
    expect(three).toHaveLength(8);
    expect(three).not.toEqual(one);
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
