import { readFileSync } from 'node:fs';
import type { Dataset } from '@selvedge/data';
import { decodeDataset } from '../decode/decode-dataset.js';
import type { SourceOptions } from '../formats/source-options.js';

interface Reference {
  readonly files: Readonly<Record<string, string>>;
  readonly plain: { readonly labels: readonly string[]; readonly x: readonly number[]; readonly y: readonly number[] };
  readonly count: readonly (number | null)[];
}

const url = new URL('./other-writers.reference.json', import.meta.url);
const reference: Reference = JSON.parse(readFileSync(url, 'utf8'));
const read = (name: string, options: SourceOptions = {}): Promise<Dataset> =>
  decodeDataset({ name, bytes: Buffer.from(reference.files[name], 'base64') }, options);
const labelsOf = ({ labels, classes }: Dataset): string[] => Array.from(labels, (label) => classes[label]);

const PLAIN = Object.keys(reference.files).filter((name) => !/mixed|flipped|index|feather1/.test(name));

test.each(PLAIN)('%s, as pyarrow writes it, has the values that pandas reads', async (name) => {
  const { x, y, labels } = reference.plain;
  const data = await read(name);
  expect([...data.features.values]).toEqual(x.flatMap((value, row) => [value, y[row]]));
  expect([labelsOf(data), data.columns]).toEqual([labels, ['x', 'y']]);
});

test.each(['zstd.parquet', 'legacy.arrows'])('%s has NaN where a number means a missing value', async (name) => {
  const { features } = await read(name, { missing: ['2.50'] });
  const { x, y } = reference.plain;
  expect([...features.values]).toEqual(x.flatMap((value, row) => [value === 2.5 ? Number.NaN : value, y[row]]));
});

describe.each(['mixed.parquet', 'mixed.arrow', 'mixed-lz4.arrow', 'mixed-zstd.arrows'])('%s', (name) => {
  test('is read where its columns of other types are not asked for, nulls as NaN', async () => {
    const data = await read(name, { features: ['count', 'flag'], missing: 'nan' });
    const counts = reference.count.map((value) => value ?? Number.NaN);
    expect([...data.features.values]).toEqual(counts.flatMap((value, row) => [value, row % 3 === 0 ? 1 : 0]));
    expect(data.classes).toEqual(['cat', 'dog']);
    const drop = [
      'when',
      'record',
      'lists',
      'sum',
      'nothing',
      'count',
      'run',
      ...(/arrow$/.test(name) ? ['view'] : []),
    ];
    expect((await read(name, { drop })).columns).toEqual(['a', 'flag']);
  });

  test('says what a column holds that is not a feature, and what to write', async () => {
    await expect(read(name)).rejects.toThrow(/column 'when' holds dates.*drop: "when"/);
    await expect(read(name, { features: 'count' })).rejects.toThrow(/column 'count' has 4 nulls.*missing: 'nan'/);
    await expect(read(name, { features: ['a', 'lable'] })).rejects.toThrow(/did you mean 'label'/);
    await expect(read(name, { features: 'a', drop: 'a' })).rejects.toThrow(/'a' is named in features/);
  });
});

test('the index of a frame names its rows and is not a feature', async () => {
  expect((await read('index.parquet')).columns).toEqual(['x', 'y']);
});

test('a page whose checksum does not match is damaged; what is not supported is another error', async () => {
  await expect(read('flipped.parquet')).rejects.toMatchObject({
    code: 'corrupt-file',
    message: expect.stringContaining('checksum'),
  });
  await expect(read('feather1.feather')).rejects.toMatchObject({ code: 'unsupported' });
});
