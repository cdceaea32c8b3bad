import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLED_MANIFESTS } from './bundled-manifests.js';
import { findManifest, listManifests } from './catalogue.js';
import { filesOf } from './manifest.js';
import { parseManifest } from './parse-manifest.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-catalogue-'));
  const part = (file: string): object => ({ file, bytes: 1, sha256: '0'.repeat(64) });
  const train = { format: 'idx', rows: 3, images: part('images.gz'), labels: part('labels.gz') };
  const manifest = { name: 'mine', classes: ['a', 'b'], splits: { train } };
  await mkdir(join(folder, 'datasets'));
  await writeFile(join(folder, 'datasets', 'mine.json'), JSON.stringify(manifest));
});
afterEach(() => rm(folder, { recursive: true }));

const options = (): { projectDirectory: string } => ({ projectDirectory: folder });

describe('the bundled manifests', () => {
  test('are those of the folder datasets that have addresses (else run scripts/bundle-manifests.mjs)', async () => {
    const catalogue = new URL('../../../../datasets/', import.meta.url);
    const names = (await readdir(catalogue)).filter((name) => name.endsWith('.json')).sort();
    const texts = await Promise.all(names.map((name) => readFile(new URL(name, catalogue), 'utf8')));
    const withAddresses = texts.filter((text) => text.includes('"urls"'));
    expect(BUNDLED_MANIFESTS.map((text) => JSON.parse(text))).toEqual(withAddresses.map((text) => JSON.parse(text)));
  });

  test('are proper, and state size, SHA-256 and an address for every file', () => {
    for (const text of BUNDLED_MANIFESTS) {
      const { splits } = parseManifest(text, 'bundled');
      for (const split of [splits.train, splits.test]) {
        for (const entry of split ? filesOf(split) : []) {
          expect(entry.bytes).toBeGreaterThan(0);
          expect(entry.sha256).toMatch(/^[0-9a-f]{64}$/);
          expect(entry.urls?.length).toBeGreaterThan(0);
        }
      }
    }
  });
});

describe('findManifest(name)', () => {
  test('prefers a manifest of the project, and lists both', async () => {
    expect((await findManifest('mine', options())).classes).toEqual(['a', 'b']);
    const names = (await listManifests(options())).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['fashion-mnist', 'mine']));
  });

  test('suggests a name for a mistyped one', async () => {
    await expect(findManifest('fashoin-mnist', options())).rejects.toThrow(/did you mean 'fashion-mnist'/);
  });

  test('tells who names a file how files are written', async () => {
    await expect(findManifest('wine.csv', options())).rejects.toThrow(/'data: { train: wine\.csv }'/);
    await expect(findManifest('wines', options())).rejects.toThrow(/'data: { train: FILE }'/);
  });

  test.each(['../mine', '/etc/passwd', '..', 'a/b', '__proto__', '', 'mine\0'])(
    'does not leave the folder for %j',
    async (name) => {
      await expect(findManifest(name, options())).rejects.toMatchObject({ code: 'not-found' });
    },
  );
});

describe('parseManifest(text)', () => {
  test('names what no reader could use', () => {
    const image = { background: [0, 9, 256] };
    const train = { format: 'png', data: { file: 'train' }, options: { image } };
    const text = JSON.stringify({ name: 'x', classes: ['a', 'b', 'a'], splits: { train } });
    expect(() => parseManifest(text, 'x.json')).toThrow(
      /manifest\.classes: "a" is there twice; names must differ; .*image\.background: got \[0,9,256\]; need \[red, green, blue\]/,
    );
  });

  test('reports every problem at once, with its path', () => {
    const text = JSON.stringify({
      name: 'X',
      clases: ['a', 'b'],
      splits: { train: { format: 'idx', images: { file: '../x' }, labels: {} } },
    });
    expect(() => parseManifest(text, 'x.json')).toThrow(
      /manifest\.name.*unknown key 'clases'; did you mean 'classes'.*images\.file: got "\.\.\/x".*labels: has no 'file'/,
    );
  });
});
