import type { Dataset } from '@selvedge/data';
import { decodeDataset } from '../decode/decode-dataset.js';
import type { SourceOptions } from '../formats/source-options.js';

const read = (name: string, text: string, options: SourceOptions = {}): Promise<Dataset> =>
  decodeDataset({ name, bytes: new TextEncoder().encode(text) }, options);

const CSV = 'a,price\n1,0.25\n2,1\n3,7.5\n4,7.5\n';
const LISTED =
  / 3 different ones\. .*regression is not supported.*classes: \['0\.25', '7\.5', \.\.\.\].*--classes 0\.25,7\.5,\.\.\./;

describe('a label that holds numbers with fractions or dates', () => {
  test.each([
    ['t.csv', CSV, { label: 'price' }],
    ['t.csv', CSV.replace('1,0', '1, 0'), { label: 'price' }],
    ['t.csv', CSV.replace('a,price', 'a,label'), {}],
    ['t.csv', CSV.replace('a,price\n', ''), { label: 'last' }],
    ['t.csv', `${CSV}5,nan\n`, { label: 'price', missing: 'nan' }],
    ['t.csv', CSV, { label: 'price', features: ['a'] }],
    ['t.jsonl', '{"a":1,"price":0.25}\n{"a":2,"price":1}\n{"a":3,"price":7.5}\n', { label: 'price' }],
  ] as const)('is refused: %s %j', async (name, text, options) => {
    await expect(read(name, text, options)).rejects.toMatchObject({
      code: 'corrupt-file',
      message: expect.stringMatching(
        /the label, column '(?:price|label|1)', holds numbers with fractions: 0\.25, 7\.5;/,
      ),
    });
    await expect(read(name, text, options)).rejects.toThrow(LISTED);
  });

  test('is refused with decimal commas', async () => {
    const text = 'a;price\n1;0,25\n2;1\n3;7,5\n';
    await expect(read('t.csv', text, { label: 'price', decimal: ',' })).rejects.toThrow(/fractions: 0,25, 7,5; 3/);
  });

  test('is refused where all are dates', async () => {
    const text = 'a,label\n1,2020-01-02\n2,2020-01-03T10:00:00Z\n';
    await expect(read('t.csv', text)).rejects.toThrow(/'label', holds dates: 2020-01-02, 2020-01-03T10:00:00Z; 2/);
  });

  test('is read where its classes are listed', async () => {
    const { labels, classes } = await read('t.csv', CSV, { label: 'price', classes: ['7.5', '1', '0.25'] });
    expect([[...labels], classes]).toEqual([
      [2, 1, 0, 0],
      ['7.5', '1', '0.25'],
    ]);
    const json = '{"a":1,"price":0.25}\n{"a":2,"price":1.0}\n';
    const listed = await read('t.jsonl', json, { label: 'price', classes: ['0.25', '1'] });
    expect([...listed.labels]).toEqual([0, 1]);
  });

  test('is read where texts are among the numbers', async () => {
    expect((await read('t.csv', 'a,label\n1,3.10\n2,3.10.1\n')).classes).toEqual(['3.10', '3.10.1']);
    expect((await read('t.csv', 'a,label\n1,3.0\n2,4.0\n')).classes).toEqual(['3.0', '4.0']);
  });
});

describe('labels that are truth values', () => {
  test.each([
    ['True,true,TRUE,False', ['False', 'True'], [1, 1, 1, 0]],
    ['true,TRUE,false,true', ['false', 'TRUE'], [1, 1, 0, 1]],
    ['true,True,other,other', ['True', 'other', 'true'], [2, 0, 1, 1]],
  ])('%s are of the classes %j, as in pandas', async (texts, classes, labels) => {
    const dataset = await read(
      't.csv',
      `a,label\n${texts
        .split(',')
        .map((text) => `1,${text}\n`)
        .join('')}`,
    );
    expect([dataset.classes, [...dataset.labels]]).toEqual([classes, labels]);
  });
});
