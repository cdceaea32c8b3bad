import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRows } from '@selvedge/ingest';
import { decodePng, encodePng } from '@selvedge/ingest/decode';
import { parseSpec } from '../spec/parse-spec.js';
import { loadRunModel } from './load-model.js';
import { run } from './run-pipeline.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-pictures-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Pictures of different sizes; those of `dark` are darker. */
async function pictures(name: string, count: number): Promise<void> {
  for (const [kind, level] of [
    ['dark', 60],
    ['light', 180],
  ] as const) {
    await mkdir(join(folder, name, kind), { recursive: true });
    for (let at = 0; at < count; at++) {
      const shape = [8 + (at % 5), 9 + (at % 3), 3] as const;
      const values = Uint8Array.from(
        { length: shape[0] * shape[1] * 3 },
        (_, value) => level + ((at * 7 + value) % 20),
      );
      await writeFile(join(folder, name, kind, `${at}.png`), encodePng({ shape, values }));
    }
  }
}

test('a model of pictures keeps how they became rows, and reads others the same way', async () => {
  await pictures('train', 20);
  await pictures('test', 5);
  await writeFile(join(folder, 'train/dark/7.jpg'), 'not a picture');
  const file = join(folder, 'a.pipeline.yaml');
  const write = (more: string): Promise<void> =>
    writeFile(
      file,
      `version: 1\nname: a\ndata: { train: train, test: test${more} }\nsplit: { kind: last, validation: 10 }\nmodel: { kind: decision-tree }\n`,
    );
  const notes: string[] = [];
  const options = {
    runsDirectory: join(folder, 'runs'),
    cacheDirectory: join(folder, 'cache'),
    onEvent: (event: { readonly event: string; readonly text?: string }) => {
      if (event.event === 'note') notes.push(event.text ?? '');
    },
  };
  await write(', image: { size: [6, 4], channels: grey }');
  await expect(run(await parseSpec(file), options)).rejects.toThrow(/train\/dark\/7.jpg: not a proper picture/);
  await write(', image: { size: [6, 4], channels: grey }, onBadImage: skip');
  const result = await run(await parseSpec(file), options);
  expect(result.results.models[0]?.parts.test?.evaluation.report.accuracy.value).toBe(1);
  expect(notes).toContainEqual(expect.stringMatching(/read 40 images; left out 1 damaged: .*train\/dark\/7.jpg/));

  const [place] = await readdir(join(folder, 'pictures'));
  expect(await readdir(join(folder, 'pictures', place))).toHaveLength(1); // decoded once, and kept beside the cache

  const model = await loadRunModel(result.folder);
  expect(model.image).toEqual({ size: [6, 4], channels: 'grey' });
  const rows = await readRows(join(folder, 'test/light'), { ...(model.image && { image: model.image }) });
  expect(rows.shape).toEqual([6, 4, 1]);
  const { predicted } = await model.predict(rows);
  expect([...predicted]).toEqual([1, 1, 1, 1, 1]);
});

test('options that no picture has are refused where they are written', async () => {
  const file = join(folder, 'b.pipeline.yaml');
  await writeFile(
    file,
    'version: 1\ndata: { train: train, image: { size: 0, fit: crop } }\nmodel: { kind: decision-tree }\n',
  );
  await expect(parseSpec(file)).rejects.toThrow(/data.image.size/);
  await expect(parseSpec(file)).rejects.toThrow(/data.image.fit.*cover/);
});

test('a report shows misclassified pictures of 16 bits, from the darkest to the lightest of the training', async () => {
  await pictures('train', 20);
  await rm(join(folder, 'train/dark/7.jpg'), { force: true });
  const file = join(folder, 'e.pipeline.yaml');
  const data =
    'data: { train: train, image: { size: 6, depth: 16 } }\nsplit: { kind: fraction, validation: 0.2, test: 0.2 }';
  await writeFile(file, `version: 1\nname: e\n${data}\nmodel: { kind: dummy }\n`);
  const { folder: at } = await run(await parseSpec(file), { runsDirectory: join(folder, 'runs') });
  const html = await readFile(join(at, 'report.html'), 'utf8');
  const [, truth, png] = /<article data-true="(\w+)"[^>]*><img [^>]*base64,([^"]+)"/.exec(html) ?? [];
  const { shape, values } = decodePng(Buffer.from(png, 'base64'), 'picture');
  expect(shape).toEqual([6, 6, 3]);
  expect(values.every((value) => value > 128)).toBe(truth === 'light'); // of 60 to 199
});

test('a folder of pictures outside of the project is refused', async () => {
  const file = join(folder, 'c.pipeline.yaml');
  await writeFile(join(folder, 'list.csv'), 'file,label\n');
  for (const imageFolder of ['..', '/etc', '../{}.jpg']) {
    await writeFile(
      file,
      `version: 1\ndata: { train: list.csv, imageColumn: file, imageFolder: "${imageFolder}" }\nmodel: { kind: knn }\n`,
    );
    await expect(parseSpec(file)).rejects.toThrow(
      /data.imageFolder: the path .* is refused: it (leads out|is absolute)/,
    );
  }
});

test('a folder of parts is read whole, with its validation pictures', async () => {
  for (const part of ['train', 'valid', 'test']) await pictures(`parts/${part}`, part === 'train' ? 12 : 4);
  const file = join(folder, 'd.pipeline.yaml');
  const write = (data: string, more = ''): Promise<void> =>
    writeFile(
      file,
      `version: 1\nname: d\ndata: { ${data}, image: { size: 6 } }\nmodel: { kind: decision-tree }\n${more}`,
    );
  const options = { runsDirectory: join(folder, 'runs'), cacheDirectory: join(folder, 'cache') };
  const rowsOf = async (): Promise<unknown> => {
    const { results } = await run(await parseSpec(file), options);
    const { train, validation, test: held } = results.models[0]?.parts ?? {};
    return [train, validation, held].map((part) => part?.rows);
  };
  await write('train: parts');
  const whole = await rowsOf();
  expect(whole).toEqual([undefined, 8, 8]);
  await write('train: parts/train, validation: parts/valid, test: parts/test');
  expect(await rowsOf()).toEqual(whole);
  await write('train: parts', 'split: { kind: fraction, validation: 0.2 }\n');
  await expect(rowsOf()).rejects.toThrow(/data: parts has validation rows of its own, and split draws others/);
});
