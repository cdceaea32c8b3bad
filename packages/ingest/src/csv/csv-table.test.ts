import type { Dataset } from '@selvedge/data';
import { memorySource } from '../bytes/memory-source.js';
import { decodeDataset } from '../decode/decode-dataset.js';
import type { SourceOptions } from '../formats/source-options.js';
import { csvTable } from './csv-table.js';

const read = (text: string, options: SourceOptions = {}): Promise<Dataset> =>
  decodeDataset({ name: 't.csv', bytes: new TextEncoder().encode(text) }, options);
const values = async (text: string, options?: SourceOptions): Promise<number[]> => [
  ...(await read(text, options)).features.values,
];

const TABLE =
  'id;born;city;height;flag;class;w\r\n7;2001-02-03;Bern;1,5;True;no;1\r\n9;1999-01-01;Rome;2,25;false;yes;0,5\r\n';

describe('columns of a CSV file', () => {
  test('are left out, or chosen in the order that is asked for', async () => {
    const wanted = { drop: ['born', 'city', 'w'], id: 'id', decimal: ',' } as const;
    const dropped = await read(TABLE, wanted);
    expect([dropped.columns, [...dropped.features.values]]).toEqual([
      ['height', 'flag'],
      [1.5, 1, 2.25, 0],
    ]);
    expect(await values(TABLE, { features: ['flag', 'height'], decimal: ',' })).toEqual([1, 1.5, 0, 2.25]);
    expect(dropped.classes).toEqual(['no', 'yes']);
  });

  test.each([
    [{}, /line 2, column 2: "2001-02-03" is a date.*drop: "born"/],
    [{ drop: 'born' }, /column 3: "Bern" is not a number.*2 categories \("Bern", "Rome"\).*drop: "city"/],
    [{ drop: ['born', 'city'] }, /column 4: "1,5" is not a number.*pass decimal: ','/],
    [{ drop: 'town' }, /no column named 'town'; columns are id, born, city/],
  ])('are refused with %j', async (options, why) => {
    await expect(read(TABLE, options)).rejects.toThrow(why);
  });

  test('say how many of their values are numbers where one is not', async () => {
    await expect(read('x,label\n1.5,a\n2.5,b\noops,a\n')).rejects.toThrow(
      /line 4, column 1: "oops".*2 of its 3 values are numbers/,
    );
  });

  test('of numbers that are infinite or too large are no categories', async () => {
    const of = (odd: string) => read(`town,x,label\nBern,1,a\nRome,${odd},b\n`, { categories: 'one-hot' });
    await expect(of('inf')).rejects.toThrow(/line 3, column 2: "inf" is infinite/);
    await expect(of('12345678901234567')).rejects.toThrow(/line 3, column 2: "12345678901234567" is not a number that/);
  });

  test('hold missing values as NaN where that is asked for, by texts of their own too', async () => {
    const text = 'x,label\n1.5,a\n#N/A,b\n-,a\n';
    expect(await values(text, { missing: ['-'] })).toEqual([1.5, Number.NaN, Number.NaN]);
    await expect(read(text, { missing: 'nan' })).rejects.toThrow(/line 4, column 1: "-"/);
    await expect(read('x,label\n1.5,a\nNA,b\n', { drop: [] })).rejects.toThrow(/missing: 'nan'/);
  });

  test('take a number that means a missing value however it is written', async () => {
    expect(await values('x,label\n-999,a\n-999.0,b\n1,a\n', { missing: ['-999'] })).toEqual([
      Number.NaN,
      Number.NaN,
      1,
    ]);
  });

  test('of labels refuse those that mean a missing value', async () => {
    await expect(read('x,label\n1,nan\n2,1\n3,0\n')).rejects.toThrow(
      /the label 'nan' in column 'label' means a missing value/,
    );
    await expect(read('x,label\n1,?\n2,a\n', { missing: ['?'] })).rejects.toThrow(/it is among those of 'missing'/);
    expect((await read('x,label\n1,nan\n2,1\n', { classes: ['1', 'nan'] })).classes).toEqual(['1', 'nan']);
  });

  test('of categories have names without a header, too, and are those of the training rows', async () => {
    const options = { header: false, label: 'last', categories: 'one-hot' } as const;
    const train = await read('f,1,p\nx,2,e\ns,3,p\n', options);
    expect(train.columns).toEqual(['0=f', '0=s', '0=x', '1']);
    const other = await read('x,5,p\nz,6,e\ns,7,p\n', { ...options, columns: train.columns ?? [] });
    expect([...other.features.values]).toEqual([0, 0, 1, 5, 0, 0, 0, 6, 0, 1, 0, 7]);
  });

  test('that pandas and R write without a name are the index', async () => {
    const data = await read(',label,0,1\n0,a,5,6\n1,b,7,8\n');
    expect([data.columns, [...data.features.values]]).toEqual([
      ['0', '1'],
      [5, 6, 7, 8],
    ]);
    expect((await read('"","mpg","label"\n"Mazda RX4",21,"a"\n"Datsun",22.8,"b"\n')).columns).toEqual(['mpg']);
  });

  test('keep classes that are named as missing values are', async () => {
    expect((await read('x,t,label\n1,u,none\n2,v,none\n3,w,NA\n', { drop: 't' })).classes).toEqual(['NA', 'none']);
  });

  // pandas.get_dummies(frame, columns=['town'], prefix_sep='=')
  test('of categories become columns of 0 and 1, and another file has those of the first', async () => {
    const train = await read('town,x,label\nBern,1,a\nRome,2.5,b\n?,3,a\n', { categories: 'one-hot', missing: 'nan' });
    expect(train.columns).toEqual(['town=Bern', 'town=Rome', 'x']);
    expect([...train.features.values]).toEqual([1, 0, 1, 0, 1, 2.5, 0, 0, 3]);
    const columns = train.columns as string[];
    const other = await read('x,label,note,town\n7,b,hm,Oslo\n8,a,,Rome\n', { columns });
    expect([other.columns, [...other.features.values]]).toEqual([columns, [0, 0, 7, 0, 1, 8]]);
    expect(other.provenance.steps).toEqual(['town: Oslo of no training row, 0 in every column']);
    await expect(read('x,label\n7,b\n', { columns })).rejects.toThrow(/it lacks town=Bern, town=Rome/);
    await expect(read('town,x,label\n,1,a\n', { categories: 'one-hot', drop: 'x' })).rejects.toThrow(
      /holds no rows|missing/,
    );
    const dates = 'day,x,label\n2020-01-01,1,a\n';
    await expect(read(dates, { categories: 'one-hot' })).rejects.toThrow(/is a date/);
  });

  test('are described', async () => {
    const { names, scans } = await csvTable(memorySource('t.csv', new TextEncoder().encode(TABLE)), { decimal: ',' });
    expect(names.map((name, at) => `${name} ${scans[at].kind}`)).toEqual([
      'id number',
      'born date',
      'city category',
      'height number',
      'flag boolean',
      'class category',
      'w number',
    ]);
    expect([scans[3].min, scans[3].max]).toEqual([1.5, 2.25]);
  });
});

test('named columns are a table in every format, and pixels are an image', async () => {
  const row = Array.from({ length: 64 }, (_, at) => at).join(',');
  const header = (name: (at: number) => string): string => Array.from({ length: 64 }, (_, at) => name(at)).join(',');
  expect((await read(`label,${header((at) => `pixel${at + 1}`)}\n0,${row}\n`)).shape).toEqual([8, 8, 1]);
  expect((await read(`label,${header((at) => `p${at}`)}\n0,${row}\n`)).shape).toEqual([64]);
  expect((await read(`0,${row}\n`, { label: 0 })).shape).toEqual([8, 8, 1]);
});
