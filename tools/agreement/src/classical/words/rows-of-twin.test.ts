import { rowsOfTwin } from './rows-of-twin.js';

const twin = { kind: 'knn', theirs: 'KNeighborsClassifier', renamed: { k: 'n_neighbors' } };

test('rowsOfTwin(twin, ours, theirs) pairs parameters by name', () => {
  expect(rowsOfTwin(twin, { k: 5, minGap: 1 }, { n_neighbors: 5, min_gap: 1 })).toEqual([
    { here: 'k', there: 'n_neighbors', defaultHere: 5, defaultThere: 5, difference: 'another word' },
    { here: 'minGap', there: 'min_gap', defaultHere: 1, defaultThere: 1, difference: 'same' },
  ]);
});

test.each([
  ['of ours that is nowhere', { k: 5, gamma: 1 }, { n_neighbors: 5 }, 'gamma'],
  ['with another default', { k: 5, p: 1 }, { n_neighbors: 5, p: 2 }, 'p has no twin of the same default'],
  ['of theirs that is not here', { k: 5 }, { n_neighbors: 5, leaf_size: 30 }, 'leaf_size'],
  ['that is renamed and gone', {}, {}, 'k is listed and not there'],
])('a parameter %s has to be listed', (_, ours, theirs, problem) => {
  expect(() => rowsOfTwin(twin, ours, theirs)).toThrow(problem);
});

test('a listed difference is shown', () => {
  const [row] = rowsOfTwin({ ...twin, renamed: {}, why: { gamma: 'ours' } }, { gamma: 1 }, {});
  expect(row).toEqual({ here: 'gamma', defaultHere: 1, difference: 'ours' });
});
