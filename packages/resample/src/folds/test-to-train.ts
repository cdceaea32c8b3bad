import type { Fold } from './fold.js';

/** Test rows over training rows of all folds: what corrects an interval for the training rows that folds share. */
export function testToTrain(folds: readonly Fold[]): number {
  const rowsOf = (side: 'train' | 'test'): number => folds.reduce((sum, fold) => sum + fold[side].length, 0);
  return rowsOf('test') / rowsOf('train');
}
