import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FittedClassifier, Matrix } from '@selvedge/data';
import { permutationImportance } from '@selvedge/evaluate';
import { readDataset } from '@selvedge/ingest';
import { parseSpec } from '../spec/parse-spec.js';
import { loadRunModel } from './load-model.js';
import { run } from './run-pipeline.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-importance-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The class is `depth` and `colour` together; `noise` says nothing. */
async function table(name: string, rows: number, start: number): Promise<void> {
  const line = (_: unknown, at: number): string => {
    const row = start + at;
    const [deep, red] = [row % 3 === 0, row % 5 < 2];
    return [deep ? 9 : 2, red ? 4 : 1, (row * 7) % 11, deep && red ? 'yes' : 'no'].join(',');
  };
  await writeFile(
    join(folder, name),
    `${['depth,colour,noise,label', ...Array.from({ length: rows }, line)].join('\n')}\n`,
  );
}

describe('evaluate.permutationImportance', () => {
  test('shuffles the columns of the data before preparation, as the function does, and stands in the report', async () => {
    await table('train.csv', 150, 0);
    await table('test.csv', 60, 1000);
    const file = join(folder, 'a.pipeline.yaml');
    await writeFile(
      file,
      `version: 1
name: a
data: { train: train.csv, test: test.csv, label: label }
split: { kind: last, validation: 30 }
preprocess: [{ kind: columns, transformers: [{ columns: [colour], steps: [{ kind: one-hot }] }] }]
model: { kind: decision-tree }
evaluate: { metrics: [balanced-accuracy], permutationImportance: { repeats: 3 } }
report: { html: true }
`,
    );
    const options = { runsDirectory: join(folder, 'runs'), cacheDirectory: join(folder, 'cache') };
    const made = await run(await parseSpec(file), options);
    const found = made.results.models[0]?.permutationImportance;
    expect(found).toMatchObject({ metric: 'balanced-accuracy', score: 1, repeats: 3, part: 'test' });
    expect(found?.names).toEqual(['depth', 'colour', 'noise']);
    const [depth, colour, noise] = found?.importances ?? [];
    expect(depth?.mean).toBeGreaterThan(0.1);
    expect(colour?.mean).toBeGreaterThan(0.1);
    expect(colour?.standardDeviation).toBeGreaterThan(0);
    expect(noise).toMatchObject({ mean: 0, values: [0, 0, 0] });

    const model = await loadRunModel(made.folder);
    const rows = await readDataset(join(folder, 'test.csv'), { label: 'label' });
    const whole = {
      predictProba: async (features: Matrix) => (await model.predict({ ...rows, features })).probabilities,
    };
    const again = await permutationImportance(whole as unknown as FittedClassifier, rows, {
      metric: 'balanced-accuracy',
      repeats: 3,
    });
    expect(again.importances).toEqual(found?.importances);

    const page = await readFile(join(made.folder, 'report.html'), 'utf8');
    expect(page).toContain('when the column is shuffled, the mean of 3 times');
  });
});
