/** A methodological flaw that published reports had, by the number used in tables and footnotes. */
export type FlawId =
  | 'F1'
  | 'F2'
  | 'F3'
  | 'F4'
  | 'F5'
  | 'F6'
  | 'F7'
  | 'F8'
  | 'F9'
  | 'F10'
  | 'F11'
  | 'F12'
  | 'F13'
  | 'F14'
  | 'F15'
  | 'F16'
  | 'F17'
  | 'F18'
  | 'F19';

/** What each flaw is, for footnotes. */
export const FLAWS: Readonly<Record<FlawId, string>> = {
  F1: 'the test set was used for choices or scored every epoch',
  F2: 'there was no validation set',
  F3: 'statistics were fitted on test rows or on all rows',
  F4: 'weights were carried from fold to fold',
  F5: 'one optimiser was shared by the points of a sweep',
  F6: 'the score is of another model than the one named',
  F7: 'the slice was off by one, or the denominator wrong',
  F8: 'training accuracy was a running mean, or let rows vote for themselves',
  F9: 'the confusion matrix was read transposed',
  F10: 'a winner was named within noise, from a single seed',
  F11: 'the best epoch was quoted with the weights of the last',
  F12: 'the split was random, unseeded and made again in each notebook',
  F13: 'times were taken on different hardware',
  F14: 'models were fitted on subsets of different size',
  F15: 'a validation figure stands as the final result',
  F16: 'loss with and without penalty were mixed',
  F17: 'several factors were changed at once',
  F18: 'the number of test rows is not clear',
  F19: 'a handful of lucky samples was offered as evidence',
};
