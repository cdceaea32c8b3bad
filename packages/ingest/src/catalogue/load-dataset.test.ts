import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encodeIdx } from '../idx/encode-idx.js';
import { encodePng } from '../png/png-codec.js';
import { loadDataset } from './load-dataset.js';

const hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const images = gzipSync(encodeIdx({ values: Uint8Array.from({ length: 12 }, (_, at) => at), shape: [3, 2, 2] }));
const labels = gzipSync(encodeIdx({ values: Uint8Array.of(0, 1, 0), shape: [3] }));

let folder = '';
let server: Server;
let answer: (path: string) => { status: number; body: Uint8Array } = () => ({ status: 404, body: new Uint8Array() });
let requests: string[] = [];
let address = '';
const environment = process.env['SELVEDGE_DATA'];

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    const { status, body } = answer(request.url ?? '');
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(async () => {
  delete process.env['SELVEDGE_DATA'];
  folder = await mkdtemp(join(tmpdir(), 'selvedge-catalogue-'));
  requests = [];
  answer = (path) => ({ status: 200, body: path.includes('images') ? images : labels });
});
afterEach(async () => {
  if (environment === undefined) delete process.env['SELVEDGE_DATA'];
  else process.env['SELVEDGE_DATA'] = environment;
  await rm(folder, { recursive: true, force: true });
});

const file = (name: string, bytes: Uint8Array, more: object = {}): object => ({
  file: name,
  bytes: bytes.length,
  sha256: hex(bytes),
  urls: [`${address}/${name}`],
  ...more,
});

async function writeManifest(changes: object = {}, imageChanges: object = {}): Promise<void> {
  await mkdir(join(folder, 'datasets'), { recursive: true });
  const train = {
    format: 'idx',
    rows: 3,
    images: file('images.gz', images, imageChanges),
    labels: file('labels.gz', labels),
  };
  const manifest = { name: 'mine', classes: ['a', 'b'], splits: { train }, ...changes };
  await writeFile(join(folder, 'datasets', 'mine.json'), JSON.stringify(manifest));
}

const options = (): { projectDirectory: string; cacheDirectory: string } => ({
  projectDirectory: folder,
  cacheDirectory: join(folder, 'cache'),
});

describe('loadDataset(name)', () => {
  test('fetches what is nowhere, checks it, keeps it, and does not fetch it again', async () => {
    await writeManifest();
    const seen: number[] = [];
    const first = await loadDataset('mine', { ...options(), onProgress: ({ done, total }) => seen.push(done / total) });
    expect(first).toMatchObject({ name: 'mine', generated: false, found: expect.stringContaining('downloaded') });
    expect([...first.train.features.values]).toEqual(Array.from({ length: 12 }, (_, at) => at));
    expect(first.train.provenance.sha256).toBe(hex(images));
    expect(seen.at(-1)).toBe(1);
    const second = await loadDataset('mine', { ...options(), offline: true });
    expect(second.found).toContain('the cache');
    expect(requests).toHaveLength(2);
    expect(await readdir(join(folder, 'cache', 'mine'))).toEqual(['images.gz', 'labels.gz']);
  });

  test('looks at dataDirectory, then SELVEDGE_DATA, then the project, then the cache', async () => {
    await writeManifest();
    const put = async (...place: string[]): Promise<void> => {
      await mkdir(join(folder, ...place), { recursive: true });
      await writeFile(join(folder, ...place, 'images.gz'), images);
      await writeFile(join(folder, ...place, 'labels.gz'), labels);
    };
    const found = async (more: object = {}): Promise<string> =>
      (await loadDataset('mine', { ...options(), ...more })).found;
    await put('cache', 'mine');
    expect(await found()).toMatch(/^the cache/);
    await put('datasets', 'mine');
    expect(await found()).toMatch(/^the project/);
    await put('environment', 'mine');
    process.env['SELVEDGE_DATA'] = join(folder, 'environment');
    expect(await found()).toMatch(/^SELVEDGE_DATA/);
    await put('given', 'mine');
    expect(await found({ dataDirectory: join(folder, 'given') })).toMatch(/^the data folder/);
    expect(requests).toEqual([]);
  });

  test('leaves nothing under the name of a file that is not the one of the manifest', async () => {
    await writeManifest({}, { sha256: '0'.repeat(64) });
    await expect(loadDataset('mine', options())).rejects.toMatchObject({
      code: 'corrupt-file',
      message: expect.stringContaining('SHA-256'),
    });
    expect(await readdir(join(folder, 'cache', 'mine'))).toEqual([]);
    answer = () => ({ status: 200, body: Buffer.concat([images, images]) });
    await writeManifest();
    await expect(loadDataset('mine', options())).rejects.toThrow(/more than the/);
    expect(await readdir(join(folder, 'cache', 'mine'))).toEqual([]);
  });

  test('tries the next address when one does not answer', async () => {
    await writeManifest({}, { urls: [`${address}/gone`, 'http://127.0.0.1:9/images.gz', `${address}/images.gz`] });
    answer = (path) =>
      path === '/gone'
        ? { status: 404, body: new Uint8Array() }
        : { status: 200, body: path.includes('images') ? images : labels };
    expect((await loadDataset('mine', options())).train.features.rows).toBe(3);
  });

  test('refuses to fetch what cannot be checked, unless asked to', async () => {
    await writeManifest({}, { sha256: undefined });
    await expect(loadDataset('mine', options())).rejects.toMatchObject({ code: 'unsupported' });
    expect((await loadDataset('mine', { ...options(), allowUnverified: true })).train.features.rows).toBe(3);
  });

  test('reads a table or a folder of a project by its manifest', async () => {
    const csv = Buffer.from('x;y;kind\n1.5;2;b\n3;4;a\n');
    const train = {
      format: 'csv',
      rows: 2,
      data: { file: 'train.csv', sha256: hex(csv) },
      options: { label: 'kind', delimiter: ';' },
    };
    await writeManifest({ classes: ['a', 'b'], splits: { train } });
    await mkdir(join(folder, 'datasets', 'mine'));
    await writeFile(join(folder, 'datasets', 'mine', 'train.csv'), csv);
    const loaded = await loadDataset('mine', { ...options(), offline: true });
    expect([[...loaded.train.features.values], [...loaded.train.labels]]).toEqual([
      [1.5, 2, 3, 4],
      [1, 0],
    ]);
    expect(loaded.train.provenance.sha256).toBe(hex(csv));
    await writeFile(join(folder, 'datasets', 'mine', 'train.csv'), 'x;y;kind\n1.5;2;b\n3;5;a\n');
    await expect(loadDataset('mine', options())).rejects.toThrow(/SHA-256/);
  });

  test('brings pictures of a project to one size, in parts that are kept apart', async () => {
    const manifest = (image: object): string => {
      const split = (part: string): object => ({
        format: 'png',
        data: { file: part },
        options: { image, onBadImage: 'skip' },
      });
      const splits = { train: split('train'), validation: split('val') };
      return JSON.stringify({ name: 'pets', splits });
    };
    for (const [at, part] of ['train', 'val'].entries()) {
      for (const kind of ['cat', 'dog']) {
        const place = join(folder, 'datasets', 'pets', part, kind);
        await mkdir(place, { recursive: true });
        const shape = [4 + at, 5, 3] as const;
        await writeFile(join(place, '1.png'), encodePng({ shape, values: new Uint8Array(15 * shape[0]) }));
        await writeFile(join(place, '2.jpg'), 'damaged');
      }
    }
    const path = join(folder, 'datasets', 'pets.json');
    await writeFile(path, manifest({ size: [2, 3], channels: 'grey' }));
    const { train, validation } = await loadDataset('pets', { projectDirectory: folder });
    expect([train.shape, validation?.shape, validation?.features.rows]).toEqual([[2, 3, 1], [2, 3, 1], 2]);
    expect(train.provenance.steps.at(-1)).toMatch(/read 2 images; left out 2 damaged/);
    await writeFile(path, manifest({ size: 0, fit: 'crop' }));
    await expect(loadDataset('pets', { projectDirectory: folder })).rejects.toThrow(
      /train.options.image.size: got 0; need a whole number from 1 to 16384; .*image.fit: got "crop"; need cover/,
    );
  });

  test('a manifest names files that stay where they are, inside the project', async () => {
    const write = (changes: object): Promise<void> =>
      writeFile(join(folder, 'datasets', 'own.json'), JSON.stringify({ name: 'own', ...changes }));
    await mkdir(join(folder, 'datasets'));
    await mkdir(join(folder, 'tables'));
    const rows = Buffer.from('a;kind;note\n1,5;x;p\n2,5;y;q\n');
    await writeFile(join(folder, 'tables', 'rows.csv'), rows);
    await writeFile(join(folder, 'tables', 'more.csv'), 'kind;a;note\ny;7;r\n');
    const options = { label: 'kind', decimal: ',', delimiter: ';', categories: 'one-hot' };
    const split = (file: string, more: object = {}): object => ({ format: 'csv', data: { file, ...more }, options });
    const digest = { bytes: rows.length, sha256: hex(rows) };
    const splits = { train: split('rows.csv', digest), test: split('more.csv') };
    await write({ folder: '../tables', splits });
    const { train, test: held, reading } = await loadDataset('own', { projectDirectory: folder });
    expect(train.columns).toEqual(['a', 'note=p', 'note=q']);
    expect([...(held?.features.values ?? [])]).toEqual([7, 0, 0]); // categories are those of the training rows
    expect(reading).toEqual(options);
    const asked = { projectDirectory: folder, reading: { drop: 'note' } };
    const { train: fewer, reading: merged } = await loadDataset('own', asked);
    expect([fewer.columns, merged]).toEqual([['a'], { ...options, drop: 'note' }]);

    const longer = Buffer.concat([rows, Buffer.from('3;x;p\n')]);
    await writeFile(join(folder, 'tables', 'rows.csv'), longer);
    await expect(loadDataset('own', asked)).rejects.toThrow(
      `Restore it; or, if the change is meant, write "bytes": ${longer.length}, "sha256": "${hex(longer)}" into the manifest.`,
    );
    await write({ folder: '../../elsewhere', splits });
    await expect(loadDataset('own', asked)).rejects.toThrow(/folder: '..\/..\/elsewhere' leads out of the project/);
    for (const absolute of ['/etc', 'C:/x', 'a\\b']) {
      await write({ folder: absolute, splits });
      await expect(loadDataset('own', asked)).rejects.toThrow(/manifest.folder: got .* need a path from the folder/);
    }
  });

  test('two IDX files have no columns to name', async () => {
    await writeManifest();
    await expect(loadDataset('mine', { ...options(), reading: { label: 'kind' } })).rejects.toThrow(
      /mine\/train: two IDX files, images and their labels; label is for tables and pictures/,
    );
  });

  test('detects a flipped bit in a file that is there', async () => {
    await writeManifest();
    await loadDataset('mine', options());
    const damaged = Uint8Array.from(images);
    damaged[20] ^= 1;
    await writeFile(join(folder, 'cache', 'mine', 'images.gz'), damaged);
    await expect(loadDataset('mine', options())).rejects.toThrow(/SHA-256/);
  });

  test('names what is missing from a folder that a person filled by half', async () => {
    await writeManifest();
    await mkdir(join(folder, 'datasets', 'mine'));
    await writeFile(join(folder, 'datasets', 'mine', 'labels.gz'), labels);
    await expect(loadDataset('mine', options())).rejects.toThrow(/some of its files but not images\.gz/);
  });

  test('offline and nowhere: an error, or garments where asked for', async () => {
    await writeManifest();
    await expect(loadDataset('mine', { ...options(), offline: true })).rejects.toMatchObject({ code: 'not-found' });
    const { name, train, test, generated } = await loadDataset('mine', {
      ...options(),
      offline: true,
      fallback: 'garments',
      garments: { trainRows: 30, testRows: 10 },
    });
    expect({ name, generated }).toEqual({ name: 'garments', generated: true });
    expect([train.features.rows, test?.features.rows]).toEqual([30, 10]);
    expect(train.provenance.generated).toBe(true);
  });
});

const real = environment === undefined ? test.skip : test;
real('loadDataset(fashion-mnist) loads the 70,000 images that SELVEDGE_DATA holds', async () => {
  const { train, test: held, found } = await loadDataset('fashion-mnist', { dataDirectory: environment ?? '' });
  expect([train.features.rows, held?.features.rows]).toEqual([60_000, 10_000]);
  expect(train.shape).toEqual([28, 28, 1]);
  expect(train.classes[9]).toBe('Ankle boot');
  expect([...train.labels.subarray(0, 10)]).toEqual([9, 0, 0, 3, 0, 2, 7, 2, 5, 5]);
  expect(found).toContain('fashion-mnist');
});

test.each([
  [{ dataDir: 'x' }, "no field 'dataDir'; write dataDirectory: './data'"],
  [{ ofline: true }, "did you mean 'offline'?"],
])('refuses the options %j', async (options, message) => {
  await expect(loadDataset('garments', options as never)).rejects.toThrow(message);
});
