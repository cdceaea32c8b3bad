import { commandsIn } from './shell.js';

test('commandsIn(block) takes the words of every selvedge, not its comments, other commands or what never ends or needs a queue', () => {
  const block =
    'npm ci\nnpx selvedge run a.yaml   # runs\nselvedge runs ls\nselvedge watch latest\nselvedge cache serve\nselvedge worker --queue redis://host\nselvedge cache ls\nselvedge run a.yaml --queue redis://host\n';
  expect(commandsIn(block)).toEqual([
    ['run', 'a.yaml'],
    ['runs', 'ls'],
    ['cache', 'ls'],
  ]);
});
