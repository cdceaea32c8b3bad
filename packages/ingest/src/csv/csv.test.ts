import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Dataset } from '@selvedge/data';
import fc from 'fast-check';
import { fileSource } from '../bytes/file-source.js';
import { writeDataset } from '../formats/convert.js';
import { collect } from '../rows/collect.js';
import type { CsvReadOptions } from './csv-options.js';
import { openCsv } from './open-csv.js';
import { readCsv } from './read-csv.js';
import { readInTwoHalves } from './two-halves.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-csv-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Text without a header has its label first, unless options say otherwise. */
async function read(text: string | Uint8Array, given: CsvReadOptions = {}): Promise<Dataset> {
  const options =
    typeof text === 'string' && /^\W*label|^[a-z_,]+,label|^[a-z]+,[a-z]+/i.test(text) ? given : { label: 0, ...given };
  const path = join(folder, 'x.csv');
  await writeFile(path, text);
  const whole = await readCsv(path, options);
  expect(await collect(await openCsv(fileSource(path), options))).toEqual(whole); // both ways of reading agree, always
  return whole;
}

const numbers = async (text: string | Uint8Array, options?: CsvReadOptions): Promise<number[]> => [
  ...(await read(text, options)).features.values,
];

describe('readCsv(path)', () => {
  test('takes no column for the label that is not one by its name', async () => {
    await expect(read('age,acid,quality\n1,2,3\n')).rejects.toThrow(/columns are age, acid, quality.*--label quality/);
    const data = await read('age,acid,quality\n1,2,7\n3,4,3\n', { label: 'last' });
    expect([[...data.labels], data.classes, data.columns]).toEqual([
      [1, 0],
      ['3', '7'],
      ['age', 'acid'],
    ]);
  });

  test('asks where the label is in a file without a header', async () => {
    const path = join(folder, 'bare.csv');
    await writeFile(path, '5.1,3.5,1\n4.9,3.0,0\n');
    await expect(readCsv(path)).rejects.toThrow(/no header.*5\.1, 3\.5, 1 \(3 fields\).*--label 0/);
    expect((await readCsv(path, { label: 'last' })).classes).toEqual(['0', '1']);
  });

  test('takes a number that is written in several ways for one class', async () => {
    const { classes, labels } = await read('label,x\n1.0,1\n2,2\n1,3\n3.50,4\n', { classes: ['1', '2', '3.5'] });
    expect([classes, [...labels]]).toEqual([
      ['1', '2', '3.5'],
      [0, 1, 0, 2],
    ]);
    expect([...(await read('label,x\n2.0,1\n', { classes: ['1', '2'] })).labels]).toEqual([1]);
  });

  test('keeps labels apart that differ after a thousand characters', async () => {
    const long = 'q'.repeat(5000);
    expect((await read(`label,x\n${long}1,1\n${long}2,2\n`)).classes.length).toBe(2);
  });

  test('takes label before y, and a first line with it for a header', async () => {
    expect((await read('x,y,label\n1,2,7\n3,4,3\n')).columns).toEqual(['x', 'y']);
    expect((await read('label,10,20\n3,5,6\n')).columns).toEqual(['10', '20']);
  });

  test('has the classes that occur', async () => {
    expect((await read('60311,1\n10115,2\n')).classes).toEqual(['10115', '60311']);
    await expect(read('0,1\n7,2\n', { classes: ['3', '7'] })).rejects.toThrow("label '0' is none of the 2 classes");
    await expect(read('0,1\nb,2\n', { classes: ['a', 'b'] })).rejects.toThrow("label '0' is none of the 2 classes");
  });

  test('knows a header of counted columns, as pandas writes it, and rows that begin with signs of no number', async () => {
    expect([...(await read('label,0,1\n3,5,6\n')).features.values]).toEqual([5, 6]);
    await expect(read('1,inf,2\n0,1,2\n', { label: 0 })).rejects.toThrow(/line 1, column 2: "inf" is infinite/);
    expect((await read('1,nan,2\n0,1,2\n', { label: 0, missing: 'nan' })).features.rows).toBe(2);
    expect((await read('1,?,2\n0,1,2\n', { missing: 'nan' })).features.rows).toBe(2);
  });

  test('finds classes that are named by numbers of others again', async () => {
    const path = join(folder, 'named.csv');
    const images = { ...(await read('1,0,255\n2,7,10\n3,1,1\n')), shape: [1, 2, 1] };
    await writeDataset(images, path);
    expect([...(await readCsv(path, { classes: ['1', '2', '3'] })).labels]).toEqual([0, 1, 2]);
  });

  test('reads the layout of the report: label first, no header', async () => {
    const data = await read('1,0,255\n0,7,10\n');
    expect([[...data.labels], [...data.features.values], data.classes]).toEqual([
      [1, 0],
      [0, 255, 7, 10],
      ['0', '1'],
    ]);
    expect(data.features.values).toBeInstanceOf(Uint8Array);
  });

  test.each([
    ['a header', 'label,a,b\n1,2,3\n'],
    ['CRLF', '1,2,3\r\n'],
    ['CR alone', '1,2,3\r'],
    ['no line end', '1,2,3'],
    ['a byte order mark', '\uFEFF1,2,3\n'],
    ['semicolons', '1;2;3\n'],
    ['tabs', '1\t2\t3\n'],
    ['quotes', '"1","2",3\n'],
    ['blanks', ' 1 , 2 ,3\n'],
    ['blank lines', '\n1,2,3\n\n'],
    ['a quoted header with a line end', '"label","a\nb",c\n1,2,3\n'],
  ])('reads %s', async (_, text) => {
    expect(await numbers(text)).toEqual([2, 3]);
  });

  test('finds the label by name or position', async () => {
    expect((await read('a,b,kind\n1,2,x\n3,4,y\n', { label: 'kind' })).classes).toEqual(['x', 'y']);
    expect([...(await read('5,6,1\n7,8,0\n', { label: -1 })).labels]).toEqual([1, 0]);
    await expect(read('a,b,kind\n1,2,x\n', { label: 'kid' })).rejects.toThrow(/did you mean 'kind'/);
    await expect(read('1,2,3\n', { label: 3 })).rejects.toThrow(/0 to 2/);
  });

  test('sorts text labels as scikit-learn does, and takes given names', async () => {
    const text = 'label,x\nvirginica,5.5\nsetosa,5.1\nvirginica,6\n';
    const data = await read(text);
    expect([data.classes, [...data.labels], [...data.features.values]]).toEqual([
      ['setosa', 'virginica'],
      [1, 0, 1],
      [5.5, 5.1, 6],
    ]);
    await expect(read(text, { classes: ['setosa', 'virginca'] })).rejects.toThrow(
      /'virginica' is none of the 2 classes; did you mean 'virginca'/,
    );
  });

  test.each([
    ['"1,5"', /line 2, column 2: "1,5" is not a number/],
    ['1e400', /is not a number that float64 holds/],
    ['0x10', /line 2, column 2/],
    ['NaN', /missing: 'nan'/],
    ['', /an empty field where a number is needed/],
    ['9007199254740993', /is not a number that float64 holds/],
    ['1.2.3', /line 2, column 2/],
    ['2,9', /line 2: 4 fields; the lines before it have 3/],
  ])('refuses the value %j with its place', async (value, why) => {
    await expect(read(`0,1,2\n1,${value},3\n`)).rejects.toThrow(why);
    await expect(read(`0,1,2\n1,${value},3\n`)).rejects.toMatchObject({ code: 'corrupt-file' });
  });

  test('defines the other traps: blanks are ignored, missing values may become NaN, signs and exponents count', async () => {
    expect(await numbers('0, 1 ,+2\n1,-3,1e2\n')).toEqual([1, 2, -3, 100]);
    expect(await numbers('0,1,\n1,nan,3\n', { missing: 'nan', header: false })).toEqual([1, Number.NaN, Number.NaN, 3]);
  });

  test.each([
    ['an open quote', '1,2\n0,"3\n4,5\n'],
    ['a quote within a field', '1,2\n0,3"4\n'],
    ['an empty file', ''],
    ['only a header', 'label,x\n'],
    ['one column', '1\n2\n'],
    ['other bytes than UTF-8 in a label', Uint8Array.of(0xe4, 0x2c, 0x31, 0x2e, 0x35, 0x0a)],
  ])('refuses %s', async (_, text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'corrupt-file' });
  });

  test('keeps a column and a label named __proto__', async () => {
    const data = await read('label,__proto__,constructor\n__proto__,1.5,2\ntoString,3,4\n');
    expect(data.classes).toEqual(['__proto__', 'toString']);
    expect([...data.features.values]).toEqual([1.5, 2, 3, 4]);
    expect(({} as Record<string, unknown>)['1.5']).toBeUndefined();
  });

  test('the fast path and the parser give the same data, wherever one hands over to the other', async () => {
    const row = fc.array(fc.nat(255), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.nat(7),
        fc.constantFrom('\n', '\r\n'),
        async (rows, quoted, end) => {
          const plain = rows.map((values) => `1,${values.join(',')}`).join(end) + end;
          const mixed =
            rows.map((values, at) => (at === quoted ? `"1",${values.join(',')}` : `1,${values.join(',')}`)).join(end) +
            end;
          expect(await read(mixed)).toEqual(await read(plain));
          expect(await numbers(plain)).toEqual(rows.flat());
        },
      ),
      { numRuns: 60 },
    );
  });

  test('reads gzip, and refuses it truncated', async () => {
    const zipped = gzipSync(
      Array.from({ length: 500 }, (_, at) => `${at % 3},${at % 256},${(at * 7) % 256}\n`).join(''),
    );
    expect((await read(zipped)).features.rows).toBe(500);
    await expect(read(zipped.subarray(0, zipped.length - 20))).rejects.toThrow(/truncated/);
  });

  test('refuses a gzip bomb, of rows that are proper in themselves', async () => {
    const member = gzipSync('1,2,3,4\n'.repeat(1024 * 1024), { level: 9 });
    const path = join(folder, 'bomb.csv.gz');
    await writeFile(path, Buffer.concat(Array.from({ length: 60 }, () => member))); // 0.5 GB from 1 MB
    await expect(readCsv(path, { label: 0 })).rejects.toThrow(/gzip bomb/);
  });

  test('ends on a field of 10 MB and on a million columns', async () => {
    await expect(read(`1,${'9'.repeat(10_000_000)}\n`)).rejects.toMatchObject({ code: 'corrupt-file' });
    expect((await read(`1${',7'.repeat(1_000_000)}\n`)).shape).toEqual([1000, 1000, 1]);
    const names = `label${',x'.repeat(20_000)}`;
    expect((await read(`${names}\n1${',7'.repeat(20_000)}\n`)).columns?.at(-1)).toBe('x.19999');
  });

  test('refuses more than maxBytes', async () => {
    const path = join(folder, 'large.csv');
    await writeFile(path, '1,2,3\n'.repeat(100));
    await expect(readCsv(path, { label: 0, maxBytes: 100 })).rejects.toMatchObject({ code: 'unsupported' });
  });
});

describe('writeDataset(dataset, "x.csv")', () => {
  test('writes header, delimiter and quoted names as asked, and what it writes is read back', async () => {
    const path = join(folder, 'w.csv');
    const data = await read('label,x,y\n"a,b",1.5,-0\n"say ""hi""",2e-9,3\n');
    await writeDataset(data, path);
    expect(await readFile(path, 'utf8')).toBe('label,x,y\n"a,b",1.5,0\n"say ""hi""",2e-9,3\n');
    expect((await readCsv(path)).classes).toEqual(data.classes);
    await expect(writeDataset(data, path, { csv: { delimiter: '.' } })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });
});

describe('readInTwoHalves(path)', () => {
  const halves = async (text: string, given: CsvReadOptions = {}) => {
    const options = text.startsWith('label') ? given : { label: 0, ...given };
    const path = join(folder, 'halves.csv');
    await writeFile(path, text);
    return { both: await readInTwoHalves(path, options, 2 ** 30, 1), path };
  };

  test('gives what one thread reads, wherever the middle falls', async () => {
    const rows = fc.array(fc.tuple(fc.nat(70_000), fc.nat(256), fc.nat(255)), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(rows, fc.boolean(), fc.boolean(), fc.boolean(), async (lines, header, crlf, ended) => {
        const end = crlf ? '\r\n' : '\n';
        const text = [...(header ? ['label,a,b'] : []), ...lines.map((line) => line.join(','))].join(end);
        const { both } = await halves(text + (ended ? end : ''));
        const isFast = lines.every(([label, a]) => label <= 65_535 && a <= 255);
        if (!isFast) expect(both).toBeUndefined();
        if (!both) return;
        expect([...both.labels]).toEqual(lines.map(([label]) => label));
        expect([...both.values]).toEqual(lines.flatMap(([, a, b]) => [a, b]));
      }),
      { numRuns: 40 },
    );
    const { both } = await halves('1,2,3\n4,5,6\n7,8,9\n');
    expect(both?.labels.length).toBe(3);
  });

  test.each([
    ['quotes', '"1",2,3\n4,5,6\n'],
    ['a decimal in the second part', '1,2,3\n4,5,6\n7,8,9.5\n'],
    ['a decimal in the first part', '1,2.5,3\n4,5,6\n7,8,9\n'],
    ['a byte order mark', '\uFEFF1,2,3\n4,5,6\n'],
    ['a single line', '1,2,3'],
  ])('leaves %s to the ordinary way', async (_, text) => {
    expect((await halves(text)).both).toBeUndefined();
  });

  test('refuses what would not fit', async () => {
    const { path } = await halves('1,2,3\n4,5,6\n7,8,9\n');
    expect(await readInTwoHalves(path, { label: 0 }, 3, 1)).toBeUndefined();
  });
});
