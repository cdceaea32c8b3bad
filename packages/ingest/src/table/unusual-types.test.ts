import { readFileSync } from 'node:fs';
import { decodeDataset } from '../decode/decode-dataset.js';

interface Reference {
  readonly read: Readonly<Record<string, { readonly file: string; readonly numbers: readonly (number | null)[] }>>;
  readonly notRead: Readonly<Record<string, string>>;
}

const url = new URL('./unusual-types.reference.json', import.meta.url);
const { read, notRead }: Reference = JSON.parse(readFileSync(url, 'utf8'));
const decode = (name: string, file: string) =>
  decodeDataset({ name, bytes: Buffer.from(file, 'base64') }, { missing: 'nan' });

test.each(Object.entries(read))('%s has the numbers that pyarrow wrote', async (name, { file, numbers }) => {
  const { features } = await decode(name, file);
  expect([...features.values]).toEqual(numbers.map((value) => value ?? Number.NaN));
});

test('a dictionary that a stream replaces holds for the rows behind it', async () => {
  const { labels, classes } = await decode('replaced.arrows', read['replaced.arrows'].file);
  expect(Array.from(labels, (label) => classes[label])).toEqual(['a', 'b', 'c', 'd']);
});

test.each(Object.entries(notRead))('%s is not called damaged', async (name, file) => {
  await expect(decode(name, file)).rejects.toMatchObject({ code: 'unsupported' });
});
