import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataset, matrix } from '@selvedge/data';
import { zipSync } from 'fflate';
import { readDataset, writeDataset } from '../formats/convert.js';
import { readRows } from '../formats/read-rows.js';
import { encodePng } from '../png/png-codec.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-archive-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const png = (level: number): Uint8Array => encodePng({ shape: [2, 2, 1], values: new Uint8Array(4).fill(level) });
const pictures = dataset({
  name: 'x',
  features: matrix(
    Uint8Array.from({ length: 24 }, (_, at) => at * 9),
    6,
    4,
  ),
  labels: Uint16Array.of(1, 0, 2, 1, 0, 2),
  classes: ['zebra', 'ant', 'mule'],
  shape: [2, 2, 1],
  provenance: { source: 'x', steps: [] },
});

test('pictures to predict lie anywhere in an archive and need no labels', async () => {
  const zip = join(folder, 'new.zip');
  await writeFile(
    zip,
    zipSync({ '2.png': png(2), 'deep/1.png': png(1), '__MACOSX/._2.png': png(3), 'note.txt': png(4) }),
  );
  const rows = await readRows(zip);
  expect([rows.ids, [...rows.features.values].slice(3, 5), rows.truth]).toEqual([
    ['2.png', 'deep/1.png'],
    [2, 1],
    undefined,
  ]);
  expect(rows.provenance?.steps).toEqual(['read 2 images; left out 1: 1 .txt']);
  const tar = join(folder, 'new.tar');
  await writeDataset(pictures, tar);
  const samples = await readRows(tar);
  expect([samples.features.values, samples.ids?.length]).toEqual([pictures.features.values, 6]);
});

describe('TAR', () => {
  test('written as a shard of WebDataset is read again, with the classes in their order', async () => {
    const path = join(folder, 'x.tar');
    await writeDataset(pictures, path);
    const read = await readDataset(path);
    expect(read.features.values).toEqual(pictures.features.values);
    expect([read.labels, read.classes, read.shape]).toEqual([pictures.labels, pictures.classes, pictures.shape]);
    expect((await readFile(path)).length % 512).toBe(0);
  });

  test('shards of a folder are one data set', async () => {
    await mkdir(join(folder, 'shards'));
    await writeDataset(pictures, join(folder, 'shards', 'a-0.tar'));
    await writeDataset(pictures, join(folder, 'shards', 'a-1.tar'));
    await expect(readDataset(join(folder, 'shards'))).resolves.toMatchObject({ features: { rows: 12 } });
  });

  test('with folders of classes below another, and names longer than a header holds', async () => {
    const long = `${'d'.repeat(90)}/${'e'.repeat(90)}`;
    await writeFile(
      join(folder, 'y.tar'),
      tar([
        ['photos/', '', '5'],
        ['photos/cat/1.png', png(10)],
        ['././@LongLink', Buffer.from(`photos/dog/${long}/2.png\0`), 'L'],
        ['photos/dog/short', png(20)],
        ['pax', paxRecord('path', `photos/dog/${'ü'.repeat(80)}.png`), 'x'],
        ['photos/dog/short', png(30)],
        ['photos/dog/notes.txt', Buffer.from('hello')],
        ['photos/._dog/3.png', png(90)],
      ]),
    );
    const read = await readDataset(join(folder, 'y.tar'));
    expect(read.classes).toEqual(['cat', 'dog']);
    expect([...read.labels]).toEqual([0, 1, 1]);
    expect(read.provenance.steps).toEqual(['read 3 images; left out 1: 1 .txt']);
  });

  test.each([
    ['a name that leads out', [['../cat/1.png', png(1)]], /member "..\/cat\/1.png" leads out of the archive/],
    ['an absolute name', [['/etc/1.png', png(1)]], /leads out of the archive/],
    ['a link', [['cat/1.png', '', '2']], /is a link, which may lead anywhere/],
    [
      'two members of one name',
      [
        ['a/1.png', png(1)],
        ['a/1.png', png(2)],
      ],
      /two members are named/,
    ],
    [
      'a sample without a label',
      [
        ['1.png', png(1)],
        ['2.png', png(1)],
        ['2.cls', Buffer.from('3')],
      ],
      /sample '1' has no label/,
    ],
    [
      'a label that is none',
      [
        ['1.png', png(1)],
        ['1.json', Buffer.from('[1]')],
      ],
      /'1.png' holds no label/,
    ],
    ['a picture without a folder', [['1.png', png(1)]], /sample '1' has no label/],
  ] as const)('with %s is refused', async (_, members, message) => {
    const path = join(folder, 'z.tar');
    await writeFile(path, tar(members as unknown as readonly TarEntry[]));
    await expect(readDataset(path)).rejects.toThrow(message);
  });

  test('that is cut, damaged, packed, or claims gigabytes is refused before memory is taken', async () => {
    const path = join(folder, 'z.tar');
    const whole = Buffer.from(tar([['a/1.png', png(1)]]));
    const refused = async (bytes: Uint8Array): Promise<string> => {
      await writeFile(path, bytes);
      return readDataset(path).then(
        () => 'read',
        (error: { message: string }) => error.message,
      );
    };
    expect(await refused(whole.subarray(0, 560))).toMatch(/it ends inside of 'a\/1.png'/);
    const damaged = Buffer.from(whole);
    damaged[3] ^= 1;
    expect(await refused(damaged)).toMatch(/the header at byte 0 is damaged/);
    expect(await refused(Buffer.from([0x1f, 0x8b, ...whole]))).toMatch(/packed as a whole/);
    expect(await refused(Buffer.from([0x1f, 0x8b, 8]))).toMatch(/packed as a whole/);
    const huge = Buffer.from(tar([['a/1.png', png(1)]], 2 ** 33 - 1));
    expect(await refused(huge)).toMatch(/it ends inside/);
  });
});

describe('ZIP', () => {
  test('is read with its folders as classes', async () => {
    const bytes = zipSync({
      'p/cat/1.png': png(5),
      'p/dog/2.png': png(6),
      'p/dog/10.png': png(7),
      '__MACOSX/p/cat/._1.png': png(8),
    });
    await writeFile(join(folder, 'x.zip'), bytes);
    const { classes, labels, features } = await readDataset(join(folder, 'x.zip'));
    expect([classes, [...labels], features.values[8]]).toEqual([['cat', 'dog'], [0, 1, 1], 7]);
  });

  test('with a bomb, a link or a name that leads out is refused', async () => {
    const path = join(folder, 'x.zip');
    const refusal = async (bytes: Uint8Array): Promise<string> => {
      await writeFile(path, bytes);
      return readDataset(path).then(
        () => 'read',
        (error: { message: string }) => error.message,
      );
    };
    const bomb = Buffer.from(zipSync({ 'cat/1.png': new Uint8Array(300_000) }));
    bomb.writeUInt32LE(300 * 1024 * 1024, bomb.lastIndexOf('PK\x01\x02') + 24);
    expect(await refusal(bomb)).toMatch(/'cat\/1.png' claims 314572800 bytes from/);
    expect(await refusal(zipSync({ '../cat/1.png': png(1) }))).toMatch(/leads out of the archive/);
    expect(await refusal(zipSync({ 'train/cat/1.png': png(1), 'test/dog/2.png': png(2) }))).toMatch(
      /its folders are parts \(test, train\) and not classes/,
    );
    const packed = Buffer.from(zipSync({ 'cat/1.png': png(1) }));
    packed.writeUInt16LE(14, packed.lastIndexOf('PK\x01\x02') + 10);
    await writeFile(path, packed);
    await expect(readDataset(path)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining("member 'cat/1.png' is packed by LZMA"),
    });
    expect(await refusal(zipSync({ 'cat/1.png': [png(1), { os: 3, attrs: 0o120777 << 16 }] }))).toMatch(/is a link/);
  });
});

describe('CIFAR', () => {
  test('is read from its folder of batches, with the names beside', async () => {
    const row = (label: number, level: number): Uint8Array =>
      Uint8Array.from([
        label,
        ...new Uint8Array(1024).fill(level),
        ...new Uint8Array(1024).fill(level + 1),
        ...new Uint8Array(1024).fill(level + 2),
      ]);
    await writeFile(join(folder, 'data_batch_1.bin'), Buffer.concat([row(3, 10), row(0, 20)]));
    await writeFile(join(folder, 'data_batch_2.bin'), row(9, 30));
    await writeFile(join(folder, 'test_batch.bin'), row(1, 40));
    const names = Array.from({ length: 10 }, (_, at) => `class ${at}`);
    await writeFile(join(folder, 'batches.meta.txt'), `${names.join('\n')}\n\n`);
    const read = await readDataset(folder);
    expect([[...read.labels], read.classes, read.shape]).toEqual([[3, 0, 9], names, [32, 32, 3]]);
    expect([...read.features.values.subarray(3072, 3076)]).toEqual([20, 21, 22, 20]);
    expect((await readDataset(join(folder, 'test_batch.bin'))).classes[1]).toBe('class 1');
    await rm(join(folder, 'batches.meta.txt'));
    await mkdir(join(folder, 'batches.meta.txt'));
    await expect(readDataset(folder)).rejects.toThrow(/batches\.meta\.txt: is a folder where a file is needed/);
    await rm(join(folder, 'batches.meta.txt'), { recursive: true });
    await writeFile(join(folder, 'other.bin'), new Uint8Array(3072));
    await expect(readDataset(join(folder, 'other.bin'))).rejects.toThrow(/3072 bytes are not rows of CIFAR/);
    await writeFile(join(folder, 'bad.bin'), row(10, 1));
    await expect(readDataset(join(folder, 'bad.bin'))).rejects.toThrow(
      /row 0 has the label 10, and there are 10 classes/,
    );
  });
});

type TarEntry = readonly [name: string, content: Uint8Array | string, type?: string];

/** As an independent writer would make it. */
function tar(entries: readonly TarEntry[], claimed?: number): Uint8Array {
  const blocks = entries.flatMap(([name, content, type = '0']) => {
    const bytes = Buffer.from(content as Uint8Array);
    const header = Buffer.alloc(512);
    header.write(name);
    header.write((claimed ?? bytes.length).toString(8).padStart(11, '0'), 124);
    header.write('        ', 148);
    header.write(type, 156);
    header.write('ustar\x0000', 257);
    header.write(
      `${header
        .reduce((a, b) => a + b, 0)
        .toString(8)
        .padStart(6, '0')}\0`,
      148,
    );
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function paxRecord(key: string, value: string): Uint8Array {
  const body = ` ${key}=${value}\n`;
  let length = Buffer.byteLength(body) + 1;
  while (String(length).length + Buffer.byteLength(body) !== length) length++;
  return Buffer.from(`${length}${body}`);
}
