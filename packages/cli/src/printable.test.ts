import { printable } from './printable.js';

test.each([
  ['plain\ttext\n', 'plain\ttext\n'],
  ['\u001b[31mred\u001b[39m', '\\x1b[31mred\\x1b[39m'],
  ['a\u001b[2Jb', 'a\\x1b[2Jb'],
  ['a\u001b]0;title\u0007b', 'a\\x1b]0;title\\x07b'],
  ['over\rwritten\b', 'over\\x0dwritten\\x08'],
  ['\u009b2J', '\\x9b2J'],
  ['\u202egpj.exe', '\\u202egpj.exe'],
])('printable(%j)', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test.each([
  ['\u001b[31mred\u001b[39m', '\u001b[31mred\u001b[39m'],
  ['seen\u001b[8mhidden', 'seen\\x1b[8mhidden'],
  ['\u001b[30;40mblack on black', '\\x1b[30;40mblack on black'],
  ['a\u001b[2Jb', 'a\\x1b[2Jb'],
])('printable(%j) with colours of ours', (text, shown) => {
  expect(printable(text, true)).toBe(shown);
});
