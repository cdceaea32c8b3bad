import fc from 'fast-check';
import type { Dialect } from './dialect.js';
import { NotPlain } from './dialect.js';
import { LabelNames } from './label-names.js';
import { NumberRows } from './number-rows.js';
import { textRecords, textRows } from './text-rows.js';

const dialect: Dialect = { delimiter: ',', header: false, label: 1, labelName: '1', fields: 3 };
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}

/** What csv-parse makes of it; undefined for what it refuses. */
async function parsed(text: string, missing: 'nan' | 'error') {
  const values: number[] = [];
  const labels: string[] = [];
  try {
    for await (const rows of textRows('x', textRecords('x', once(bytesOf(text)), ',', 0), dialect, { missing })) {
      values.push(...rows.values);
      labels.push(...rows.labels);
    }
  } catch {
    return undefined;
  }
  return { values, labels };
}

const field = fc.oneof(
  { weight: 8, arbitrary: fc.double({ noDefaultInfinity: true, noNaN: true }).map(String) },
  fc.integer({ min: 0, max: 300 }).map(String),
  fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => `"${value}"`),
  fc.constantFrom(
    '',
    ' 1',
    '2 ',
    '\t3',
    '-0',
    'NA',
    'nan',
    '"4"',
    '""',
    '" 5"',
    '"6""7"',
    '"1\n2"',
    'x',
    '1,2',
    '1"',
    '?',
  ),
);
const label = fc.constantFrom('0', '1', '007', 'cat', ' dog', '"cat"', 'é', '', '12');
const line = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(field, label, field).map((fields) => fields.join(',')) },
  fc.constantFrom('', '  ', '\t'),
);

describe('new NumberRows(dialect, options, names).read(bytes, start)', () => {
  test.each(['nan', 'error'] as const)(
    'reads what the parser reads, or leaves the line (missing: %s)',
    async (missing) => {
      await fc.assert(
        fc.asyncProperty(fc.array(line, { minLength: 1 }), fc.constantFrom('\n', '\r\n', '\r'), async (lines, end) => {
          const text = lines.map((each) => each + end).join('');
          const names = new LabelNames();
          const read = new NumberRows(dialect, { missing }, names).read(bytesOf(text), 0);
          const before = bytesOf(text).subarray(0, read.end);
          const expected = await parsed(new TextDecoder().decode(before), missing);
          const labels = [...read.labels];
          expect(Array.from(read.values)).toEqual(expected?.values);
          expect(labels.map((id) => expected?.labels[labels.indexOf(id)])).toEqual(expected?.labels);
          expect(read.isOdd).toBe(read.end < bytesOf(text).length);
        }),
        { numRuns: 500 },
      );
    },
  );

  test('leaves what is not a number to the parser, from the beginning of its line on', async () => {
    const text = '1.5,a,2\n\n3,b,-0.0\n4,c,x\n';
    const read = new NumberRows(dialect, {}, new LabelNames()).read(bytesOf(text), 0);
    expect(read).toMatchObject({ end: text.indexOf('4,c'), lines: 3, isOdd: true, bytes: false });
    expect([...read.values]).toEqual([1.5, 2, 3, -0]);
    await expect(textRows('x', textRecords('x', once(bytesOf(text)), ',', 0), dialect, {}).next()).rejects.toThrow(
      NotPlain,
    );
  });

  test('knows bytes in whatever way they are written', () => {
    const read = new NumberRows(dialect, {}, new LabelNames()).read(bytesOf('"1",a,2.0\n2.55e2,a,+3\n'), 0);
    expect(read).toMatchObject({ bytes: true, isOdd: false });
  });
});
