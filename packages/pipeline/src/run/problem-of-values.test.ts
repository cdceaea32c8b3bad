import type { SearchSpec } from '@selvedge/resample/types';
import { problemOfValues } from './problem-of-values.js';

const asha: SearchSpec = {
  kind: 'asha',
  over: {
    'model.C': { logUniform: [1e-3, 10] },
    'model.k': { integer: [1, 9] },
    'model.weights': ['uniform', { a: 1 }],
  },
  maxTrials: 9,
  resource: 'train.epochs',
  maxResource: 9,
};
const good = { 'model.C': 0.5, 'model.k': 3, 'model.weights': { a: 1 }, 'train.epochs': 3 };

test('has nothing against what the search could try', () => {
  expect(problemOfValues(asha, good)).toBeUndefined();
  expect(problemOfValues(asha, { ...good, 'model.C': 10.000000000000002, 'train.epochs': 9 })).toBeUndefined();
  const halving: SearchSpec = {
    ...asha,
    kind: 'successive-halving',
    samples: 4,
    from: 2,
    to: 8,
    factor: 2,
  } as SearchSpec;
  expect(problemOfValues(halving, { ...good, 'train.epochs': 4 })).toBeUndefined();
});

test.each([
  [{ ...good, 'data.train': '/etc/passwd' }, /it sets "data\.train"; the search is over model\.C, /],
  [{ ...good, 'model.C': 11 }, /model\.C to 11, which the search does not try/],
  [{ ...good, 'model.k': 2.5 }, /model\.k to 2\.5/],
  [{ ...good, 'model.k': '3' }, /model\.k to "3"/],
  [{ ...good, 'model.weights': 'distance' }, /model\.weights to "distance"/],
  [{ ...good, 'train.epochs': 5 }, /train\.epochs to 5/],
  [{ 'model.C': 1 }, /it sets no model\.k/],
  ['model.C=1', /need values by field/],
  [null, /need values by field/],
])('%j is refused', (values, why) => {
  expect(problemOfValues(asha, values)).toMatch(why);
});
