import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { base, options, work } from '../../test/small-runs.js';
import type { PipelineInput } from '../spec/schema.js';
import { BackgroundWrite } from './background-write.js';
import { listRuns } from './run-folder.js';
import { run } from './run-pipeline.js';

describe('BackgroundWrite', () => {
  test('begins a write when the one before has ended', async () => {
    const order: string[] = [];
    const write = (name: string) => async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(`${name} ends`);
    };
    const writes = new BackgroundWrite();
    await writes.begin(write('a'));
    expect(order).toEqual(['a begins']);
    await writes.begin(write('b'));
    await writes.end();
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  test('says to who comes next, or waits for the end, why a write failed', async () => {
    const writes = new BackgroundWrite();
    await writes.begin(() => Promise.reject(new Error('full')));
    await Promise.resolve();
    expect(writes.failed.aborted).toBe(true);
    await expect(writes.begin(async () => undefined)).rejects.toThrow('full');
    await expect(writes.end()).rejects.toThrow('full');
  });
});

test('a run whose first model cannot be written stops the training of its second, and says why', async () => {
  const { models: _, ...rest } = base;
  const endless: PipelineInput = {
    ...rest,
    models: [
      { name: 'knn', model: { kind: 'knn', k: 3 } },
      {
        name: 'net',
        preprocess: [{ kind: 'min-max' }],
        model: { kind: 'neural', network: { zoo: 'mlp', hidden: [4] } },
        train: { epochs: 100_000 },
      },
    ],
  };
  const output = join(work, 'output');
  const running = run(
    endless,
    options({
      output,
      runsDirectory: work,
      onEvent: (event) => {
        // A file where the folder of the models is to be.
        if (event.event === 'step-start' && event.id.startsWith('predict')) writeFileSync(join(output, 'models'), '');
      },
    }),
  );
  await expect(running).rejects.toMatchObject({ code: 'io', message: expect.stringContaining(join(output, 'models')) });
  expect(await listRuns(work)).toMatchObject([{ status: 'failed' }]);
});
