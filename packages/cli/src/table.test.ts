import { table } from './table.js';

test('a table has a line for each row and cuts names of any length, whole letters alone', () => {
  const columns = [{ head: 'class' }, { head: 'x'.repeat(10_000), align: 'right' as const }];
  const lines = table(
    columns,
    [
      ['a\r\nb', '1'],
      [`${'c'.repeat(18)}\u{1F600}${'d'.repeat(50)}`, '2'],
    ],
    40,
  ).split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[2]).toMatch(/^a b +1$/);
  for (const line of lines)
    expect([line.length <= 42, /[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(line)]).toEqual([true, false]);
});
