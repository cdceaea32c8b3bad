import { type Criterion, xLogX } from './criterion.js';
import type { NodeRows } from './node-rows.js';

/**
 * Both sides of a cut that moves upwards. A score follows from sums over the classes that change by the moved rows
 * alone: of squares for Gini's index, of n ln n for entropy.
 */
export class Sides {
  leftWeight = 0;
  readonly #isGini: boolean;
  readonly #logs: Float64Array;
  readonly #left: Float64Array;
  #counts: Float64Array = new Float64Array(0);
  #weight = 0;
  #sumLeft = 0;
  #sumRight = 0;

  constructor(criterion: Criterion, classes: number, totalWeight: number) {
    this.#isGini = criterion === 'gini';
    this.#logs = this.#isGini ? new Float64Array(0) : xLogX(totalWeight);
    this.#left = new Float64Array(classes);
  }

  /** All rows are on the right. */
  clear({ counts, weight }: NodeRows): void {
    this.#counts = counts;
    this.#weight = weight;
    this.leftWeight = 0;
    this.#left.fill(0);
    this.#sumLeft = 0;
    this.#sumRight = 0;
    for (let label = 0; label < counts.length; label++) {
      this.#sumRight += this.#isGini ? counts[label] * counts[label] : this.#logs[counts[label]];
    }
  }

  /** Moves rows of a class to the left. */
  move(label: number, weight: number): void {
    const left = this.#left;
    const before = left[label];
    const after = this.#counts[label] - before;
    if (this.#isGini) {
      this.#sumLeft += weight * (2 * before + weight);
      this.#sumRight += weight * (weight - 2 * after);
    } else {
      const logs = this.#logs;
      this.#sumLeft += logs[before + weight] - logs[before];
      this.#sumRight += logs[after - weight] - logs[after];
    }
    left[label] = before + weight;
    this.leftWeight += weight;
  }

  /** To be maximised; neither side may be empty. */
  score(): number {
    const { leftWeight } = this;
    const rightWeight = this.#weight - leftWeight;
    return this.#isGini
      ? this.#sumLeft / leftWeight + this.#sumRight / rightWeight
      : this.#sumLeft - this.#logs[leftWeight] + this.#sumRight - this.#logs[rightWeight];
  }
}
