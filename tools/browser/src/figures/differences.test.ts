import { differences } from './differences.js';

test('says nothing about equal figures', () => {
  expect(differences({ tree: [0.1, Number.NaN] }, { tree: [0.1, Number.NaN] })).toEqual([]);
});

test.each([
  [{ tree: [0.1, 0.5] }, { tree: [0.1, 0.25] }, "tree: 1 of 2 numbers differ from Node's, by 0.25 at most"],
  [{ tree: [0.1] }, { tree: 'Error: x' }, 'tree fails: Error: x'],
  [{ tree: [0.1] }, {}, 'tree is missing'],
  [{ tree: [0.1] }, { tree: [] }, 'tree: 0 numbers, in Node 1'],
  [{ tree: 'Error: x' }, { tree: 'Error: x' }, 'tree fails in Node: Error: x'],
])('names what differs: %j and %j', (expected, found, line) => {
  expect(differences(expected, found)).toEqual([line]);
});
