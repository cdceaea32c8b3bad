import { printable } from './printable.js';

test.each([
  ['plain\ttext\n', 'plain\ttext\n'],
  ['\u001b[31mred\u001b[39m', '\u001b[31mred\u001b[39m'],
  ['a\u001b[2Jb', 'a\\x1b[2Jb'],
  ['a\u001b]0;title\u0007b', 'a\\x1b]0;title\\x07b'],
  ['over\rwritten\b', 'over\\x0dwritten\\x08'],
  ['\u009b2J', '\\x9b2J'],
  ['\u202egpj.exe', '\\u202egpj.exe'],
])('printable(%j)', (text, shown) => {
  expect(printable(text)).toBe(shown);
});
