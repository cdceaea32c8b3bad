import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Dataset, dataset, matrix } from '@selvedge/data';
import { RecordBatchFileWriter, tableFromArrays, tableFromIPC, tableToIPC } from 'apache-arrow';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { npyBytes, zipBytes } from '../../test/zip-fixture.js';
import { fromArrow, toArrow } from '../arrow/arrow-table.js';
import type { FlatTable } from '../arrow/flat-table.js';
import { readSchema } from '../arrow/schema.js';
import { generateGarments } from '../garments/generate-garments.js';
import { convert, readDataset, writeDataset } from './convert.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-formats-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const garments = generateGarments({ trainRows: 40, testRows: 10 }).train;
const at = (...parts: string[]): string => join(folder, ...parts);

function table(values: Float32Array | Float64Array, columns: number, classes: string[]): Dataset {
  const rows = values.length / columns;
  return dataset({
    name: 'table',
    features: matrix(values, rows, columns),
    labels: Uint16Array.from({ length: rows }, (_, row) => row % classes.length),
    classes,
    shape: [columns],
    provenance: { source: 'test', steps: ['made'] },
  });
}

describe('convert(in, out)', () => {
  test('IDX -> CSV -> Arrow -> stream -> Parquet -> PNG -> IDX gives the same bytes back', async () => {
    await writeDataset(garments, at('a-images-idx3-ubyte'));
    const chain = [
      'a-images-idx3-ubyte',
      'b.csv.gz',
      'c.arrow',
      'd.arrows',
      'e.parquet',
      'f',
      'g-images-idx3-ubyte.gz',
    ];
    for (let step = 1; step < chain.length; step++) await convert(at(chain[step - 1]), at(chain[step]));
    for (const what of ['images-idx3', 'labels-idx1']) {
      const before = await readFile(at(`a-${what}-ubyte`));
      expect(gunzipSync(await readFile(at(`g-${what}-ubyte.gz`)))).toEqual(before);
    }
  });

  test('leaves nothing behind when the input turns out to be damaged', async () => {
    await writeDataset(garments, at('a.arrows'));
    const whole = await readFile(at('a.arrows'));
    await writeFile(at('a.arrows'), whole.subarray(0, whole.length - 300));
    for (const out of ['b.csv', 'c.parquet', 'd', 'e-images-idx3-ubyte', 'f.arrow']) {
      await expect(convert(at('a.arrows'), at(out))).rejects.toMatchObject({ code: 'corrupt-file' });
    }
    expect(await readdir(folder)).toEqual(['a.arrows']);
  });

  test('stops by its signal and reports progress', async () => {
    await writeDataset(garments, at('a.arrow'));
    const seen: number[] = [];
    await convert(at('a.arrow'), at('b.csv'), { onProgress: ({ done }) => seen.push(done) });
    expect(seen.at(-1)).toBe(40);
    const signal = AbortSignal.abort();
    await expect(convert(at('a.arrow'), at('c.csv'), { signal })).rejects.toMatchObject({ code: 'aborted' });
  });

  test.each([
    ['x.docx', /does not tell its format/],
    ['nothing', /does not tell its format/],
    ['gone.csv', /no such file/],
  ])('explains %s', async (name, why) => {
    await expect(readDataset(at(name))).rejects.toThrow(why);
  });
});

describe.each(['arrow', 'arrows', 'parquet'])('writeDataset and readDataset of .%s', (extension) => {
  test('keep values, type, shape, names and provenance, for every element type', async () => {
    const classes = ['T-shirt/top', 'Ankle boot', 'ä "q", \n'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('f32', 'f64'),
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 12, maxLength: 12 }),
        async (type, numbers) => {
          const values = type === 'f32' ? Float32Array.from(numbers) : Float64Array.from(numbers);
          const original = table(values, 4, classes);
          await writeDataset(original, at(`x.${extension}`));
          expect(await readDataset(at(`x.${extension}`))).toEqual(original);
        },
      ),
      { numRuns: 25 },
    );
    await writeDataset(garments, at(`g.${extension}`));
    expect(await readDataset(at(`g.${extension}`))).toEqual(garments);
  });
});

describe('Arrow', () => {
  test('files are read by apache-arrow, and toArrow and fromArrow keep everything', async () => {
    await writeDataset(garments, at('x.arrow'));
    const read = tableFromIPC(await readFile(at('x.arrow')));
    expect(read.numRows).toBe(40);
    expect(read.getChild('label')?.get(3)).toBe(garments.classes[garments.labels[3]]);
    expect(read.schema.metadata.get('selvedge.shape')).toBe('[28,28,1]');
    expect(fromArrow(read)).toEqual(garments);
    expect(fromArrow(await toArrow(garments))).toEqual(garments);
    const slice = fromArrow((await toArrow(garments)).slice(3, 9));
    expect(slice.features.values).toEqual(garments.features.values.subarray(3 * 784, 9 * 784));
    expect(slice.labels).toEqual(garments.labels.slice(3, 9));
  });

  test('a wide table of separate columns is read, with integer labels of 64 bits', async () => {
    const wide = tableFromArrays({
      a: Float64Array.of(1.5, 2.5),
      target: BigInt64Array.of(2n, 0n),
      b: Int32Array.of(-7, 9),
    });
    await writeFile(at('x.arrows'), tableToIPC(wide, 'stream'));
    await writeFile(at('x.arrow'), RecordBatchFileWriter.writeAll(wide).toUint8Array(true));
    for (const name of ['x.arrows', 'x.arrow']) {
      const read = await readDataset(at(name));
      expect([...read.features.values]).toEqual([1.5, -7, 2.5, 9]);
      expect([[...read.labels], read.classes, read.shape]).toEqual([[1, 0], ['0', '2'], [2]]);
    }
  });

  test('labels of 64 bits stay apart, and the index of pandas is not a feature', async () => {
    const table = tableFromArrays({
      a: Float64Array.of(1.5, 2.5),
      label: BigInt64Array.of(9_007_199_254_740_993n, 9_007_199_254_740_992n),
      __index_level_0__: Int32Array.of(0, 1),
    });
    await writeFile(at('pandas.arrow'), tableToIPC(table, 'file'));
    const { classes, columns } = await readDataset(at('pandas.arrow'));
    expect([classes.length, columns]).toEqual([2, ['a']]);
  });

  test('a table without a column that is the label by its name is refused with what to write', async () => {
    const table = tableFromArrays({ age: Int32Array.of(1, 2), quality: Int32Array.of(3, 7) });
    await writeFile(at('wine.arrow'), tableToIPC(table, 'file'));
    await expect(readDataset(at('wine.arrow'))).rejects.toThrow(/columns are age, quality.*'label: quality'/);
    expect((await readDataset(at('wine.arrow'), { label: 'quality' })).classes).toEqual(['3', '7']);
  });

  test('a big-endian schema is refused (apache-arrow reads its numbers wrong)', () => {
    const bigEndian = { int16: () => 1 } as unknown as FlatTable;
    expect(() => readSchema('x.arrow', bigEndian)).toThrow(
      expect.objectContaining({ code: 'unsupported', message: expect.stringContaining('big-endian') }),
    );
  });

  test('nulls, truncated files and unknown columns are refused', async () => {
    await writeDataset(garments, at('x.arrow'));
    const bytes = await readFile(at('x.arrow'));
    const withNull = tableFromArrays({ label: ['a', 'b'], x: [1, null] });
    await writeFile(at('n.arrows'), tableToIPC(withNull, 'stream'));
    await expect(readDataset(at('n.arrows'))).rejects.toThrow(/1 nulls/);
    await writeFile(at('y.arrow'), bytes.subarray(0, bytes.length - 8));
    await expect(readDataset(at('y.arrow'))).rejects.toThrow(/truncated/);
    await expect(readDataset(at('x.arrow'), { label: 'lable' })).rejects.toThrow(/did you mean 'label'/);
  });
});

describe('Parquet', () => {
  test('files are read by hyparquet as a text and a list per row', async () => {
    await writeDataset(garments, at('x.parquet'));
    const file = new Uint8Array(await readFile(at('x.parquet'))).buffer;
    const rows = await parquetReadObjects({ file, rowStart: 7, rowEnd: 8 });
    expect(rows[0]['label']).toBe(garments.classes[garments.labels[7]]);
    expect(rows[0]['features']).toEqual([...garments.features.values.subarray(7 * 784, 8 * 784)]);
  });
});

describe('folders of PNG images', () => {
  test('of somebody else: classes by name, images by number', async () => {
    await writeDataset(garments, at('ours'));
    expect(await readDataset(at('ours'))).toEqual(garments);
    await rm(at('ours', 'dataset.json'));
    // What cannot be read may say other classes, in another order.
    await mkdir(at('ours', 'dataset.json'));
    await expect(readDataset(at('ours'))).rejects.toThrow(/dataset\.json: is a folder where a file is needed/);
    await rm(at('ours', 'dataset.json'), { recursive: true });
    const read = await readDataset(at('ours'));
    expect(read.classes).toEqual([...garments.classes].sort((a, b) => a.localeCompare(b)));
    expect(read.features.rows).toBe(40);
  });

  test('no class name leads out of the folder, and names come back', async () => {
    const names = ['../up', '/etc', 'a/b', '.', '..', 'C:\\x', 'nul', 'ünï', '100%', ' x '];
    const named = dataset({ ...garments, classes: names });
    await writeDataset(named, at('deep', 'er'));
    expect(await readdir(folder)).toEqual(['deep']);
    expect(await readdir(at('deep'))).toEqual(['er']);
    expect((await readDataset(at('deep', 'er'))).classes).toEqual(names);
  });

  test('a folder that is not empty, images of different sizes and feature tables are refused', async () => {
    await mkdir(at('full', 'x'), { recursive: true });
    await expect(writeDataset(garments, at('full'))).rejects.toThrow(/not empty/);
    await expect(writeDataset(table(new Float32Array(4), 2, ['a', 'b']), at('t'))).rejects.toMatchObject({
      code: 'shape-mismatch',
    });
  });
});

describe('NPY and NPZ', () => {
  test('the arrays of Keras are found by name; a damaged member is refused', async () => {
    const x = npyBytes(garments.features.values, [40, 28, 28]);
    const y = npyBytes(Uint8Array.from(garments.labels), [40]);
    await writeFile(at('k.npz'), zipBytes({ 'x_test.npy': x, 'x_train.npy': x, 'y_test.npy': y, 'y_train.npy': y }));
    const read = await readDataset(at('k.npz'));
    expect([read.shape, [...read.labels]]).toEqual([[28, 28, 1], [...garments.labels]]);
    const zip = await readFile(at('k.npz'));
    zip[200] ^= 1;
    await writeFile(at('k.npz'), zip);
    await expect(readDataset(at('k.npz'), { features: 'x_test' })).rejects.toMatchObject({ code: 'corrupt-file' });
    await writeFile(at('x.npy'), x);
    await writeFile(at('y.npy'), gzipSync(y));
    expect((await readDataset(at('x.npy'))).features.values).toEqual(garments.features.values);
  });
});
