import type { Dataset } from '@selvedge/data';
import { decodeDataset } from '../decode/decode-dataset.js';
import type { SourceOptions } from '../formats/source-options.js';

const read = (text: string, options: SourceOptions = {}): Promise<Dataset> =>
  decodeDataset({ name: 'x.csv', bytes: new TextEncoder().encode(text) }, options);

describe('readCsv(path)', () => {
  test.each([
    ['CR', 'label,a,b\r0,1,2\r1,3,4\r'],
    ['CR, LF and CRLF', 'label,a,b\r0,1,2\n1,3,4\r\n'],
    ['CR before CRLF', 'label,a,b\r\r\n0,1,2\r\r\n1,3,4\r\r\n'],
    ['CRLF and no end of its last line, in quotes', 'label,a,b\r\n0,1,2\r\n"1","3","4"'],
    ['blank lines before its header and lines of blanks', '\n  \r\nlabel,a,b\n\n0,1,2\n   \n1,3,4\n'],
  ])('loses no row of a file with %s', async (_, text) => {
    const { labels, features, columns } = await read(text);
    expect([[...labels], [...features.values], columns]).toEqual([
      [0, 1],
      [1, 2, 3, 4],
      ['a', 'b'],
    ]);
  });

  test('reads rows that end by CR alone, wherever the pieces of the file are cut', async () => {
    const rows = Array.from({ length: 60_000 }, (_, at) => `${at % 3},${at % 256},${at % 7}.5`);
    const { features } = await read(`${rows.join('\r')}\r`, { label: 0 });
    expect(features.rows).toBe(60_000);
    expect([...features.values.slice(-2)]).toEqual([59_999 % 256, (59_999 % 7) + 0.5]);
  });

  test('names the line of an open quote once, below lines that were read before', async () => {
    await expect(read('label,a\n0,1.5\n1,2.5\n0,"3\n')).rejects.toThrow(/line 4.*opening quote at line 4/);
  });
});
