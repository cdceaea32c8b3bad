import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { base, options, work } from '../../test/small-runs.js';
import type { PipelineInput } from '../spec/schema.js';
import { explainStep, nearestRun } from './explain-step.js';
import { replay } from './replay.js';
import { findRun } from './run-folder.js';
import { run } from './run-pipeline.js';

describe('the explanations of runs', () => {
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

  test('why compares with the nearest earlier run, not with the latest', async () => {
    const withK = (k: number) =>
      run({ ...base, models: [{ ...base.models[0], model: { kind: 'knn', k } }, base.models[1]] }, options());
    const small = await withK(3);
    const other = await run({ ...base, seed: 7, split: { kind: 'fraction', validation: 0.3 } }, options());
    const now = await withK(5);
    const runs = [other, small].map(({ record, steps }) => ({ id: record.id, steps }));
    const nearest = nearestRun({ id: now.record.id, steps: now.steps }, runs);
    expect(nearest?.id).toBe(small.record.id);
    const step = now.steps.find(({ id }) => id === 'predict/knn/test');
    expect(explainStep(step as never, { id: now.record.id, steps: now.steps }, nearest)).toContain(
      'model.k changed from 3 to 5',
    );
    expect(nearestRun({ id: 'x', steps: [] }, runs)?.id).toBe(other.record.id); // nothing in common: the latest
    expect(nearestRun({ id: 'x', steps: [] }, [])).toBeUndefined();
  });

  test('a replay is identical bit for bit, or names the difference', async () => {
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
    expect(await replay({ ...listed, verify: false })).toMatchObject({
      same: false,
      differences: [expect.stringContaining('knn, test rows: accuracy was 0.123 and is')],
    });
  });
});
