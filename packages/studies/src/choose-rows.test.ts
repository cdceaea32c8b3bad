import { CATALOGUE } from './catalogue.js';
import { chooseRows, secondsOf } from './choose-rows.js';

const rows = [40, undefined, 100, 10].map((seconds, at) => ({ row: CATALOGUE[at], seconds }));
const seconds = (chosen: readonly { readonly seconds: number | undefined }[]) => chosen.map((each) => each.seconds);

describe('chooseRows(rows, limits)', () => {
  test('takes all without limits, in their order', () => {
    expect(chooseRows(rows, {})).toEqual({ chosen: rows, leftOut: [] });
  });

  test('leaves out what takes longer, and what nobody timed', () => {
    const { chosen, leftOut } = chooseRows(rows, { atMost: 40 });
    expect([seconds(chosen), seconds(leftOut)]).toEqual([
      [40, 10],
      [undefined, 100],
    ]);
  });

  test('takes the quickest that fit into the budget', () => {
    expect(seconds(chooseRows(rows, { budget: 149 }).chosen)).toEqual([40, 10]);
    expect(seconds(chooseRows(rows, { budget: 150 }).chosen)).toEqual([40, 100, 10]);
    expect(seconds(chooseRows(rows, { budget: 9 }).chosen)).toEqual([]);
  });
});

describe('secondsOf(option, text)', () => {
  test.each([
    ['90s', 90],
    ['60min', 3600],
    ['1.5 h', 5400],
  ])('%s', (text, wanted) => expect(secondsOf('--budget', text)).toBe(wanted));

  test.each(['', '60', '0min', '-3min', '1d', 'min', '1e3s'])("refuses '%s'", (text) => {
    expect(() => secondsOf('--budget', text)).toThrow(
      `--budget: got '${text}'; need a number above 0 with s, min or h. Write --budget 60min.`,
    );
  });
});
