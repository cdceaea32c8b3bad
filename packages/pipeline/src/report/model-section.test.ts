import { modelSection } from './model-section.js';

const textOf = (counts: readonly number[]): string => {
  const mostConfused = counts.map((count, at) => ({ trueClass: `a${at}`, predictedClass: `b${at}`, count }));
  const parts = { test: { rows: 9, evaluation: { mostConfused } } };
  const model = { name: 'm', kind: 'knn', preprocess: [], model: { kind: 'knn' }, parts };
  return JSON.stringify(modelSection(model as never, false, undefined).blocks);
};

test.each([
  [[], 'No row was taken for another class.'],
  [[1], 'Confused most: a0 taken for b0 once.'],
  [[7, 2], 'Confused most: a0 taken for b0 7 times, a1 taken for b1 2 times.'],
])('says in words what was confused, for counts %j', (counts, words) => {
  expect(textOf(counts)).toContain(words);
});
