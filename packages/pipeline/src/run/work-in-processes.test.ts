import { join } from 'node:path';
import { base, options, ranIn, work } from '../../test/small-runs.js';
import { definePipeline } from '../spec/define-pipeline.js';
import type { PipelineInput } from '../spec/schema.js';
import { run } from './run-pipeline.js';

describe('run(pipeline, { workers })', () => {
  const swept = definePipeline({
    ...base,
    models: [
      ...base.models,
      {
        name: 'swept',
        model: { kind: 'random-forest', nEstimators: 4 },
        sweep: { kind: 'grid', over: { 'model.nEstimators': [2, 4], 'model.maxDepth': [3, 6] } },
        evaluate: { crossValidation: 3, learningCurve: { sizes: [0.5, 1] } },
      },
    ],
  });

  test('gives the same results bit for bit, and says which steps ran', async () => {
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
