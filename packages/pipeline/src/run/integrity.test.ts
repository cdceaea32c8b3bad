import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRng, decodeSafetensors } from '@selvedge/data';
import { base, options, work } from '../../test/small-runs.js';
import { encodeSealed } from '../models/sealed-state.js';
import { compareRuns } from './compare-runs.js';
import { loadRunModel } from './load-model.js';
import { verifyRun, writeManifest } from './manifest.js';
import { replay } from './replay.js';
import { createRunFolder, findRun, RunFolder } from './run-folder.js';
import { run } from './run-pipeline.js';

/** Flips one bit of a file for the time of a call. */
async function withFlip<T>(path: string, place: number, work: () => Promise<T>): Promise<T> {
  const bytes = await readFile(path);
  const flipped = Uint8Array.from(bytes);
  const bit = place % (8 * bytes.length);
  flipped[bit >> 3] ^= 1 << (bit & 7);
  await writeFile(path, flipped);
  try {
    return await work();
  } finally {
    await writeFile(path, bytes);
  }
}
const refused = (path: string, work: () => Promise<unknown>): Promise<boolean> =>
  work().then(
    () => false,
    (error) => error.code === 'corrupt-file' && error.message.includes(path),
  );

describe('a run', () => {
  test('refuses every flipped bit of its models, with the file, wherever the folder is copied', async () => {
    const { folder } = await run(base, options());
    const copy = join(work, 'copied model');
    await cp(join(folder, 'models', 'logistic'), copy, { recursive: true });
    const files = ['model.json', 'model.safetensors', '0.transform.safetensors'].map((name) => join(copy, name));
    const rng = createRng('flips');
    for (const file of files) {
      const { size } = await stat(file);
      // All of the beginning, where names and lengths are, and places all over the file.
      const places = [...Array(120).keys(), ...Array.from({ length: 80 }, () => rng.int(8 * size))];
      for (const place of places) {
        const isRefused = await withFlip(file, place, () => refused(file, () => loadRunModel(copy)));
        expect([file, place, isRefused]).toEqual([file, place, true]);
      }
    }
    await expect(loadRunModel(copy)).resolves.toMatchObject({ name: 'logistic' });
  });

  test('reads edited files with verify: false, and never weights that are not finite', async () => {
    const { folder } = await run(base, options());
    const file = join(folder, 'models', 'logistic', 'model.safetensors');
    const state = decodeSafetensors(await readFile(file));
    const name = Object.keys(state.tensors).find((each) => state.tensors[each].values.length > 10) as string;
    const kept = await readFile(file);
    state.tensors[name].values[3] = Number.NaN;
    await writeFile(file, encodeSealed(state));
    await expect(loadRunModel(folder, 'logistic')).rejects.toThrow('is not the file that belongs to this model');
    await expect(loadRunModel(folder, 'logistic', { verify: false })).rejects.toThrow(
      `the tensor '${name}' holds NaN at place 3`,
    );
    await writeFile(file, kept.fill(0x41, kept.length - 1));
    await expect(loadRunModel(folder, 'logistic')).rejects.toThrow('SHA-256 differs');
    await expect(loadRunModel(folder, 'logistic', { verify: false })).resolves.toBeDefined();
  });

  test('is not read unchecked where its list of digests cannot be read', async () => {
    const { folder } = await run(base, options());
    const list = join(folder, 'manifest.json');
    await rename(list, `${list}.away`);
    await mkdir(list);
    await expect(new RunFolder(folder).readJson('steps.json')).rejects.toThrow(
      `${list}: is a folder where a file is needed`,
    );
    await expect(verifyRun(folder)).rejects.toThrow(`${list}: is a folder where a file is needed`);
  });

  test('refuses files of another model in the place of its own, each sound by itself', async () => {
    const [knn] = base.models ?? [];
    const model = { kind: 'logistic-regression', maxIter: 2 } as const;
    const models = [knn, { name: 'logistic', preprocess: [{ kind: 'standardize' } as const], model }];
    const { folder } = await run({ ...base, models }, options());
    const other = await run({ ...base, models, split: { kind: 'last', validation: 30 } }, options());
    for (const name of ['0.transform.safetensors', 'model.safetensors', 'model.json']) {
      const [from, to] = [other.folder, folder].map((each) => join(each, 'models', 'logistic', name));
      const kept = await readFile(to);
      await cp(from, to);
      await expect(loadRunModel(folder, 'logistic')).rejects.toMatchObject({
        code: 'corrupt-file',
        message: expect.stringContaining('is not the file that belongs to this model'),
      });
      await expect(loadRunModel(folder, 'logistic', { verify: false })).resolves.toBeDefined();
      await writeFile(to, kept);
    }
    const about = join(folder, 'models', 'logistic', 'model.json');
    const kept = await readFile(about, 'utf8');
    await writeFile(about, JSON.stringify({ ...JSON.parse(kept), preparation: [] }));
    await expect(loadRunModel(folder, 'logistic', { verify: false })).rejects.toThrow(
      'it lists 0 files of preparation, and other steps',
    );
    await writeFile(about, kept);
    await expect(loadRunModel(folder, 'logistic')).resolves.toBeDefined();
    const place = join(folder, 'models');
    await rename(join(place, 'knn'), join(place, 'kept'));
    await rename(join(place, 'logistic'), join(place, 'knn'));
    await expect(loadRunModel(folder, 'knn')).rejects.toThrow(/models.knn holds another model of the run: "logistic"/);
    await expect(loadRunModel(join(place, 'knn'))).resolves.toMatchObject({ name: 'logistic' });
    await expect(loadRunModel(join(place, 'knn', 'model.safetensors'))).resolves.toMatchObject({ name: 'logistic' });
    await rm(join(place, 'kept', 'model.safetensors'));
    await mkdir(join(place, 'kept', 'model.safetensors'));
    await expect(loadRunModel(join(place, 'kept'))).rejects.toMatchObject({ code: 'corrupt-file' });
    await writeFile(join(place, 'knn', 'knn.zip'), 'PK');
    await expect(loadRunModel(join(place, 'knn', 'knn.zip'))).rejects.toThrow('knn.zip is not a model: name a run');
  });

  test('has a manifest of all its files; what was changed, removed or added is found', async () => {
    const { folder } = await run(base, options());
    expect(await verifyRun(folder)).toMatchObject({ damaged: [], added: [] });
    expect((await verifyRun(folder)).checked).toBe(
      (await readdir(folder, { recursive: true, withFileTypes: true })).filter((item) => item.isFile()).length - 1,
    );
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await rm(join(folder, 'models', 'knn', 'model.json'));
    const found = await withFlip(join(folder, 'report.md'), 99, () => verifyRun(folder));
    expect(found.added).toEqual(['notes.txt']);
    expect(found.damaged.map(({ file }) => file)).toEqual(['models/knn/model.json', 'report.md']);
    const manifest = join(folder, 'manifest.json');
    for (let place = 0; place < 400; place += 7) {
      expect([place, await withFlip(manifest, place * 11, () => refused(manifest, () => verifyRun(folder)))]).toEqual([
        place,
        true,
      ]);
    }
  });

  test('is not read with a flipped bit in what comparisons and replays read', async () => {
    const { folder } = await run(base, options());
    const rng = createRng('run files');
    const read: Readonly<Record<string, () => Promise<unknown>>> = {
      'run.json': () => findRun(folder, work),
      'results.json': async () => compareRuns([await findRun(folder, work)]),
      'models/knn/test.predictions.arrow': async () => compareRuns([await findRun(folder, work)]),
      'spec.resolved.json': async () => replay(await findRun(folder, work)),
      'environment.json': async () => replay(await findRun(folder, work)),
      'steps.json': () => new RunFolder(folder).readJson('steps.json'),
    };
    for (const [name, work] of Object.entries(read)) {
      const file = join(folder, name);
      const { size } = await stat(file);
      for (let trial = 0; trial < 30; trial++) {
        const place = rng.int(8 * size);
        expect([name, place, await withFlip(file, place, () => refused(file, work))]).toEqual([name, place, true]);
      }
    }
  });

  test('lists files as they were written, whatever they have become while it works', async () => {
    const { folder } = await createRunFolder(join(work, 'changed meanwhile'));
    await folder.write('a.txt', 'as written');
    await folder.write('b.txt', 'as written');
    await folder.append('b.txt', 'and grown');
    await writeFile(join(folder.path, 'a.txt'), 'changed');
    await writeManifest(folder.path, folder.written);
    expect(await verifyRun(folder.path)).toEqual({
      checked: 2,
      damaged: [{ file: 'a.txt', reason: 'it is not what was written (SHA-256 differs)' }],
      added: [],
    });
  });
});
