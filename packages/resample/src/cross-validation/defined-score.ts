import { unfitData } from '@selvedge/data/checks';

/**
 * The score of a fold.
 *
 * @throws SelvedgeError `invalid-argument` for NaN, which results in plain JSON cannot hold and a mean cannot leave out
 */
export function definedScore(what: string, name: string, score: number): number {
  if (!Number.isNaN(score)) return score;
  throw unfitData(
    `${what}: ${name} is undefined for the rows of a fold, which are all of one class or too few; its mean over folds has no value. Take fewer, stratified folds, or leave ${name} out; outOfFoldPredictions() gives the predictions of all folds together, which have one score.`,
  );
}
