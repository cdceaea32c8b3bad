import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { readDataset } from '../formats/convert.js';
import { readRows } from '../formats/read-rows.js';
import { encodePng } from '../png/png-codec.js';
import { collect } from '../rows/collect.js';
import { describePictures } from './describe-pictures.js';
import { openPictures } from './open-pictures.js';

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
const read = async () => collect(await openPictures(root));

test('reads folders inside of class folders, linked pictures and linked folders', async () => {
  await put('data/cat/1.png', grey(1));
  await put('data/cat/old/deep/2.PNG', grey(2));
  await put('elsewhere/3.png', grey(3));
  await symlink(join(root, 'elsewhere/3.png'), join(root, 'data/cat/4.png'));
  await symlink(join(root, 'elsewhere'), join(root, 'data/dog'));
  const { features, labels, classes, provenance } = await collect(await openPictures(join(root, 'data')));
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
  await expect(read()).rejects.toMatchObject({
    code: 'corrupt-file',
    message: expect.stringMatching(/cat\/loop: this link leads back to .*cat, which holds it/),
  });
  await rm(join(root, 'cat/loop'));
  await symlink(join(root, 'gone'), join(root, 'cat/2.png'));
  await expect(read()).rejects.toMatchObject({
    code: 'corrupt-file',
    message: expect.stringMatching(/cat\/2.png: this link leads nowhere/),
  });
  await rm(join(root, 'cat/2.png'));
  await put('cat/3.heic');
  await expect(read()).rejects.toMatchObject({ code: 'unsupported', message: expect.stringMatching(/cat\/3.heic/) });
  await rm(join(root, 'cat/3.heic'));
  await put('4.png', grey(4));
  await expect(read()).rejects.toThrow(/4.png: a picture beside the folders of the classes/);
});

describe('photographs', () => {
  const jpeg = (width: number, height: number, background: object): Promise<Buffer> =>
    sharp({ create: { width, height, channels: 3, background } })
      .jpeg()
      .toBuffer();
  const red = { r: 200, g: 0, b: 0 };
  const blue = { r: 0, g: 0, b: 200 };

  test('of different sizes are refused with what to write, and read with it', async () => {
    await put('cat/1.jpg', await jpeg(30, 20, red));
    await put('dog/2.jpeg', await jpeg(40, 20, blue));
    await expect(read()).rejects.toMatchObject({
      code: 'shape-mismatch',
      message: expect.stringMatching(
        /dog\/2.jpeg: 20 x 40 pixels of 3 channels where .*cat\/1.jpg has 20 x 30 pixels of 3 channels. Bring all to one size with image: \{ size: 96 \}./,
      ),
    });
    const { features, shape, provenance } = await collect(await openPictures(root, { image: { size: [2, 1] } }));
    expect(shape).toEqual([2, 1, 3]);
    const plain = [200, 0, 0, 200, 0, 0, 0, 0, 200, 0, 0, 200];
    expect(plain.every((value, at) => Math.abs(value - features.values[at]) < 3)).toBe(true);
    expect(provenance.steps).toEqual(['image: {"size":[2,1]}']);
  });

  test('of different channels are refused with what to write', async () => {
    await put('cat/1.jpg', await jpeg(3, 2, red));
    await put('cat/2.png', encodePng({ shape: [2, 3, 1], values: new Uint8Array(6) }));
    await expect(read()).rejects.toThrow('with image: { channels: rgb }.');
    expect((await collect(await openPictures(root, { image: { channels: 'grey' } }))).shape).toEqual([2, 3, 1]);
  });

  test('that are damaged stop the reading, or are named in the provenance', async () => {
    const whole = await jpeg(30, 20, red);
    await put('cat/0.jpg', 'this is a text');
    await put('cat/1.jpg', whole);
    await put('cat/2.jpg', whole.subarray(0, whole.length - 30));
    await expect(read()).rejects.toThrow(/cat\/0.jpg: not a proper picture/);
    const { features, provenance } = await collect(await openPictures(root, { onBadImage: 'skip' }));
    expect(features.rows).toBe(1);
    expect(provenance.steps).toEqual([
      expect.stringMatching(/^read 1 images; left out 2 damaged: .*cat\/0.jpg: not a proper picture.*cat\/2.jpg/),
    ]);
    await rm(join(root, 'cat/1.jpg'));
    await expect(openPictures(root, { onBadImage: 'skip' })).rejects.toThrow('none of 2 pictures can be read');
  });

  test('that a table lists are read with its labels', async () => {
    await put('photos/1.jpg', await jpeg(30, 20, red));
    await put('photos/deep/2.jpg', await jpeg(20, 20, blue));
    const table = join(root, 'breeds.csv');
    await put('breeds.csv', 'file,breed,note\n1.jpg,pug,x\ndeep/2.jpg,collie,y\n1.jpg,pug,z\n');
    const image = { size: 1 };
    const options = { imageColumn: 'file', imageFolder: 'photos', label: 'breed', image };
    const { labels, classes, shape, features } = await readDataset(table, options);
    expect([classes, [...labels], shape]).toEqual([
      ['collie', 'pug'],
      [1, 0, 1],
      [1, 1, 3],
    ]);
    expect(features.values[0]).toBeGreaterThan(190);
    expect(features.values[5]).toBeGreaterThan(190);
    const { label: _, ...unlabelled } = options;
    expect((await readRows(table, unlabelled)).ids).toEqual(['1.jpg', 'deep/2.jpg', '1.jpg']);
    await put('names.csv', `name,breed\n1,pug\n${join(root, 'photos/deep/2.jpg')},collie\n`);
    const named = { imageColumn: 'name', imageFolder: 'photos/{}.jpg', label: 'breed', image };
    expect((await readDataset(join(root, 'names.csv'), named)).labels).toEqual(Uint16Array.of(1, 0));

    await put('away/3.jpg', await jpeg(9, 9, red));
    for (const away of ['../away/3.jpg', join(root, 'away/3.jpg')]) {
      await put('away.csv', `file,breed\n${away},pug\n`);
      const listed = readDataset(join(root, 'away.csv'), options);
      await expect(listed).rejects.toMatchObject({ code: 'invalid-argument', message: expect.stringContaining(away) });
      await expect(listed).rejects.toThrow('leads out of');
    }

    const refused = (given: object) => expect(readDataset(table, { ...options, ...given })).rejects;
    await refused({ imageColumn: 'fiel' }).toThrow("no column named 'fiel'; did you mean 'file'?");
    await refused({ imageFolder: 'none' }).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('none'),
    });
    await refused({ imageColumn: undefined, drop: 'note' }).toThrow(
      'column \'file\' holds paths of pictures. Read them with imageColumn: "file"',
    );
    await put('gap.csv', 'file,breed\n1.jpg,pug\n,pug\n');
    await expect(readDataset(join(root, 'gap.csv'), options)).rejects.toThrow("row 2 has no path in column 'file'");
  });

  test('that a table lists with numbers for labels are refused, with decimal commas too', async () => {
    await put('1.png', grey(1));
    await put('t.csv', 'file;price\n1.png;0.5\n');
    await put('u.csv', 'file;price\n1.png;0,5\n');
    const options = { imageColumn: 'file', label: 'price' };
    await expect(readDataset(join(root, 't.csv'), options)).rejects.toThrow(
      "'price', holds numbers with fractions: 0.5",
    );
    const commas = { ...options, decimal: ',' } as const;
    await expect(readDataset(join(root, 'u.csv'), commas)).rejects.toThrow(
      "'price', holds numbers with fractions: 0,5",
    );
  });

  test('are described by their headers', async () => {
    await put('cat/1.jpg', await jpeg(30, 20, red));
    await put('dog/2.png', grey(1));
    expect(await describePictures(root)).toEqual({
      classes: [
        { name: 'cat', pictures: 1 },
        { name: 'dog', pictures: 1 },
      ],
      pictures: 2,
      height: [1, 20],
      width: [1, 30],
      channels: [1, 3],
      isDeep: false,
    });
  });

  test('in folders of parts are refused with what to write', async () => {
    for (const part of ['train', 'test', 'val']) await put(`${part}/cat/1.jpg`, await jpeg(3, 2, red));
    await expect(read()).rejects.toThrow(
      /its folders are parts \(test, train, val\) and not classes. Name them: data: \{ train: .*train, validation: .*val, test: .*test \}/,
    );
  });

  test('to predict need no classes: a folder, a file, several', async () => {
    await put('new/1.jpg', await jpeg(3, 2, red));
    await put('new/deep/2.png', grey(1));
    const image = { size: 2 };
    const folder = join(root, 'new');
    expect((await readRows(folder, { image })).ids).toEqual(['1.jpg', 'deep/2.png']);
    const one = join(folder, '1.jpg');
    expect((await readRows(one, { image })).ids).toEqual([one]);
    const both = await readRows([one, join(folder, 'deep')], { image });
    expect(both.ids).toEqual([one, join(folder, 'deep/2.png')]);
    const { truth } = await readRows(root, { image, label: 'folder' });
    expect(truth).toEqual(['new', 'new']);
    await expect(readRows(one, { image, label: 'name' })).rejects.toThrow("label: 'folder'");
    await expect(readRows(join(root, 'none.jpg'))).rejects.toMatchObject({ code: 'not-found' });
    const bmp = join(folder, 'one.bmp');
    await writeFile(bmp, `BM${' '.repeat(60)}`);
    await expect(readRows(bmp)).rejects.toThrow(/one\.bmp: a picture in BMP, which is not read/);
    await rm(bmp);
  });
});
