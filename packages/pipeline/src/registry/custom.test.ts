import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dummy, loadDummy } from '@selvedge/classical';
import { z } from 'zod';
import { run } from '../run/run-pipeline.js';
import { registerModel } from './custom.js';

declare module './models.js' {
  interface CustomModelSpecs {
    mine: { readonly kind: 'mine'; readonly strategy?: 'majority' | 'prior' };
  }
}

test('a registered model is named, checked, cached and run like any other', async () => {
  registerModel({
    kind: 'mine',
    schema: z.strictObject({ kind: z.literal('mine'), strategy: z.enum(['majority', 'prior']).exactOptional() }),
    family: 'classical',
    create: ({ kind: _, ...params }) => new Dummy(params),
    load: loadDummy,
  });
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-custom-'));
  const options = { runsDirectory: join(folder, 'runs'), cacheDirectory: join(folder, 'cache') };
  const pipeline = {
    version: 1,
    data: { name: 'garments', subset: { train: 200, test: 50 } },
    model: { kind: 'mine', strategy: 'prior' },
    report: { html: false },
  } as const;
  const { results } = await run(pipeline, options);
  expect(results.models[0]).toMatchObject({ kind: 'mine', trainRows: 200 });
  expect((await run(pipeline, options)).steps.find(({ id }) => id === 'predict/pipeline/test')?.outcome).toBe('cached');
  await expect(run({ ...pipeline, model: { kind: 'mine', strategy: 'x' as 'prior' } }, options)).rejects.toThrow(
    "model.strategy: got 'x'; need one of majority, prior",
  );
  await rm(folder, { recursive: true });
});
