import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataset } from '@selvedge/data';
import { writeDataset } from '@selvedge/ingest';
import { base, folder, options, train, work } from '../../test/small-runs.js';
import type { PipelineInput } from '../spec/schema.js';
import type { RunEvent } from '../track/run-event.js';
import { replay } from './replay.js';
import { findRun } from './run-folder.js';
import { run } from './run-pipeline.js';

const knn: PipelineInput = {
  version: 1,
  data: base.data,
  split: base.split,
  report: base.report,
  model: { kind: 'knn' },
};
const written = async (name: string, pipeline: unknown): Promise<string> => {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, JSON.stringify(pipeline));
  return path;
};

describe('replay', () => {
  test('of a path says how a run is found', async () => {
    await expect(replay('./old' as never)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/^replay: got "\.\/old"; need a run of listRuns or findRun/),
    });
  });

  test('of a file with one model and no names, of compare, and of fields set from outside is the same', async () => {
    const file = await written('plain.pipeline.json', knn);
    const other = await written('deeper/other.pipeline.json', {
      ...knn,
      data: { train: '../train.arrow', test: '../test.arrow' },
    });
    const both = await written('both.pipeline.json', {
      ...knn,
      models: [{ name: 'own' }],
      compare: ['deeper/other.pipeline.json'],
    });
    const set = [{ path: 'model.k', value: 7 }];
    for (const each of [file, other, both]) {
      const { folder: path, results } = await run(each, options({ set }));
      expect(results.models[0].model).toMatchObject({ k: 7 });
      expect(await replay(await findRun(path, work))).toMatchObject({ same: true, differences: [], changed: [] });
    }
  });

  test('of networks of one name with other options is the same', async () => {
    const models = [4, 5].map((units) => ({
      name: `units-${units}`,
      model: { kind: 'neural' as const, network: { zoo: 'mlp' as const, hidden: [units] } },
      train: { epochs: 1 },
    }));
    const { folder: path } = await run({ ...base, name: 'two-networks', models }, options());
    expect(await replay(await findRun(path, work))).toMatchObject({ same: true, differences: [], changed: [] });
  });

  test('names changed data before anything runs', async () => {
    const file = join(work, 'rows.arrow');
    await writeDataset(train, file);
    const { folder: path } = await run(
      { ...knn, data: { train: 'rows.arrow' } },
      options({ projectDirectory: work, folder: work }),
    );
    const labels = train.labels.slice().reverse();
    await writeDataset(dataset({ ...train, labels }), file);
    const events: RunEvent[] = [];
    const { same, changed } = await replay(await findRun(path, work), { onEvent: (event) => events.push(event) });
    expect(same).toBe(false);
    expect(changed).toEqual([expect.stringMatching(/^the data rows\.arrow changed \(400 training rows then/)]);
    const said = events.findIndex((event) => event.event === 'note' && event.text.includes('the data rows.arrow'));
    expect(said).toBeGreaterThanOrEqual(0);
    expect(said).toBeLessThan(events.findIndex((event) => event.event === 'run-start'));
  });

  test('tells no tracker', async () => {
    const asked: string[] = [];
    const before = globalThis.fetch;
    globalThis.fetch = async (address) => {
      asked.push(String(address));
      return new Response('{}', { status: 500 });
    };
    try {
      const track = { mlflow: { url: 'http://127.0.0.1:9/' } };
      const { folder: path } = await run({ ...knn, name: 'tracked', track }, options());
      const ofRun = asked.length;
      expect(ofRun).toBeGreaterThan(0);
      expect((await replay(await findRun(path, work))).same).toBe(true);
      expect(asked).toHaveLength(ofRun);
    } finally {
      globalThis.fetch = before;
    }
  });
});
