import { type BinnedColumns, cutBetween } from './binned-columns.js';
import { draw, type NodeKey } from './node-random.js';

/** Where to cut a node. Rows whose bin is at most `cut` go left; missing values as `missingLeft` says. */
export interface Split {
  readonly feature: number;
  readonly cut: number;
  readonly threshold: number;
  /** Whether missing values go left; undefined where the node has none in the column: then with most of the rows. */
  readonly missingLeft?: boolean | undefined;
  /** To be maximised; comparable within a node only. */
  readonly score: number;
  /** Among equal scores the lowest wins, which is as good as visiting columns in random order. */
  readonly priority: number;
}

/** The best cut of a node so far. */
export class BestSplit {
  /** Cuts with less are not worth offering. */
  score: number = Number.NEGATIVE_INFINITY;
  #feature = -1;
  #cut = 0;
  #next = 0;
  #priority = 0;
  #threshold: number | undefined;
  #missingLeft: boolean | undefined;

  clear(): void {
    this.#feature = -1;
    this.score = Number.NEGATIVE_INFINITY;
    this.#priority = 0;
  }

  /**
   * @param next - the first filled bin above the cut
   * @param score - at least that of the best so far
   * @param threshold - where a drawn cut lies; others lie half way between the bins
   * @param missingLeft - as in `Split`
   */
  offer(
    column: number,
    cut: number,
    next: number,
    score: number,
    key: NodeKey,
    threshold?: number,
    missingLeft?: boolean,
  ): void {
    if (column === this.#feature && score === this.score) return; // within a column the lowest cut stays
    const priority = draw(key, -1 - column);
    if (score === this.score && this.#feature >= 0 && priority >= this.#priority) return;
    this.#feature = column;
    this.#cut = cut;
    this.#next = next;
    this.score = score;
    this.#priority = priority;
    this.#threshold = threshold;
    this.#missingLeft = missingLeft;
  }

  split(columns: BinnedColumns): Split | undefined {
    if (this.#feature < 0) return undefined;
    return {
      feature: this.#feature,
      cut: this.#cut,
      threshold: this.#threshold ?? cutBetween(columns, this.#feature, this.#cut, this.#next),
      missingLeft: this.#missingLeft,
      score: this.score,
      priority: this.#priority,
    };
  }
}
