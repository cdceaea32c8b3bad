import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { collect } from '../rows/collect.js';
import { openPngFolder } from './open-png-folder.js';
import { encodePng } from './png-codec.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'selvedge-pictures-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(name: string, content: Uint8Array | string = 'text'): Promise<void> {
  const path = join(root, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
const grey = (value: number): Uint8Array => encodePng({ shape: [1, 1, 1], values: Uint8Array.of(value) });
const read = async () => collect(await openPngFolder(root));

test('reads folders inside of class folders, linked pictures and linked folders', async () => {
  await put('data/cat/1.png', grey(1));
  await put('data/cat/old/deep/2.PNG', grey(2));
  await put('elsewhere/3.png', grey(3));
  await symlink(join(root, 'elsewhere/3.png'), join(root, 'data/cat/4.png'));
  await symlink(join(root, 'elsewhere'), join(root, 'data/dog'));
  const { features, labels, classes, provenance } = await collect(await openPngFolder(join(root, 'data')));
  expect(classes).toEqual(['cat', 'dog']);
  expect([[...features.values], [...labels]]).toEqual([
    [1, 3, 2, 3],
    [0, 0, 0, 1],
  ]);
  expect(provenance.steps).toEqual([]);
});

test('passes over what systems leave, and counts what is no picture', async () => {
  await put('cat/1.png', grey(1));
  for (const name of ['cat/._1.png', '.DS_Store', '__MACOSX/cat/._1.png', 'cat/Thumbs.db', '.git/x.png'])
    await put(name);
  expect((await read()).provenance.steps).toEqual([]);
  for (const name of ['cat/a.txt', 'b.TXT', 'cat/in/c.pdf', 'cat/LICENSE']) await put(name);
  const { provenance, classes } = await read();
  expect(provenance.steps).toEqual(['read 1 images; left out 4: 2 .txt, 1 .pdf, 1 without an extension']);
  expect(classes).toEqual(['cat']);
});

test('refuses what would be missed: other formats, pictures without a class, loops, links to nothing', async () => {
  await put('cat/1.png', grey(1));
  await symlink(join(root, 'cat'), join(root, 'cat/loop'));
  await expect(read()).rejects.toThrow(/cat\/loop: this link leads back to .*cat, which holds it/);
  await rm(join(root, 'cat/loop'));
  await symlink(join(root, 'gone'), join(root, 'cat/2.png'));
  await expect(read()).rejects.toThrow(/cat\/2.png: this link leads nowhere/);
  await rm(join(root, 'cat/2.png'));
  await put('cat/3.jpg');
  await expect(read()).rejects.toMatchObject({ code: 'unsupported', message: expect.stringMatching(/cat\/3.jpg/) });
  await rm(join(root, 'cat/3.jpg'));
  await put('4.png', grey(4));
  await expect(read()).rejects.toThrow(/4.png: a picture beside the folders of the classes/);
});
