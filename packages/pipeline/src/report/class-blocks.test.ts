import { evaluatePredictions } from '@selvedge/evaluate';
import { classBlocks } from './class-blocks.js';

function blocksOf(classes: number) {
  const names = Array.from({ length: classes }, (_, at) => `c${at}`);
  const truth = Uint16Array.from({ length: 2 * classes }, (_, row) => row % classes);
  const predicted = truth.map((label, row) => (row < 5 ? (label + 1) % classes : label));
  return classBlocks('knn', evaluatePredictions({ truth, predicted, classes: names }), 'test rows');
}

test('few classes are drawn', () => {
  expect(blocksOf(4).map(({ kind }) => kind)).toEqual(['figure', 'figure', 'figure']);
});

test('of very many the worst are listed, with what they were taken for', () => {
  const [text, scores, confusions] = blocksOf(400);
  expect(text).toMatchObject({ text: expect.stringContaining('The 20 of 400 classes') });
  expect(scores).toMatchObject({ kind: 'table', rows: expect.arrayContaining([expect.arrayContaining(['c1'])]) });
  expect(confusions).toMatchObject({ rows: expect.arrayContaining([['c0', 'c1', '1']]) });
});
