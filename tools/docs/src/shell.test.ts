import { commandsIn } from './shell.js';

test('commandsIn(block) takes the words of every selvedge, not its comments, other commands or what never ends', () => {
  const block = 'npm ci\nnpx selvedge run a.yaml   # runs\nselvedge runs ls\nselvedge watch latest\n';
  expect(commandsIn(block)).toEqual([
    ['run', 'a.yaml'],
    ['runs', 'ls'],
  ]);
});
