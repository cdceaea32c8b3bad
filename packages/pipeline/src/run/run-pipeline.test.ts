import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDataset } from '@selvedge/ingest';
import { base, folder, held, options, ranIn, train, work } from '../../test/small-runs.js';
import type { PipelineInput } from '../spec/schema.js';
import type { RunEvent } from '../track/run-event.js';
import { explainStep } from './explain-step.js';
import { loadRunModel } from './load-model.js';
import { planOf } from './plan-pipeline.js';
import { listRuns } from './run-folder.js';
import { run } from './run-pipeline.js';

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
      'manifest.json',
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
    expect(await key({ seed: 1 })).toBe(same); // neither the split nor the model draws
    const changed = await Promise.all([
      key({ split: { kind: 'last', validation: 50 } }),
      key({ data: { ...base.data, subset: 300 } }),
      key({ preprocess: [{ kind: 'scale' }] }),
      key({ models: [{ name: 'knn', model: { kind: 'knn', k: 4 } }] }),
    ]);
    expect(new Set([same, ...changed]).size).toBe(5);
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
    expect(notes).toEqual([
      expect.stringContaining('was damaged (predictions.safetensors has 8 bytes'),
      expect.stringContaining('before it converged'),
    ]);
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

  test('stops when asked to, and goes on from there with `resume`', async () => {
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

test('cross-validation fits from scratch in every fold, each a cached step', async () => {
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
