/** How impure a node is: Gini's index, or Shannon's entropy (in bits). */
export type Criterion = 'gini' | 'entropy';

/** The impurity of a node with these weights per class. */
export function impurityOf(criterion: Criterion, counts: ArrayLike<number>): number {
  let total = 0;
  for (let label = 0; label < counts.length; label++) total += counts[label];
  if (criterion === 'gini') {
    let squares = 0;
    for (let label = 0; label < counts.length; label++) squares += counts[label] * counts[label];
    return 1 - squares / (total * total);
  }
  let entropy = 0;
  for (let label = 0; label < counts.length; label++) {
    const share = counts[label] / total;
    if (share > 0) entropy -= share * Math.log2(share);
  }
  return entropy;
}

// eslint-disable-next-line selvedge/no-shared-state -- a table of a formula, the same for everybody
let table = new Float64Array(0);

/** x ln x for every whole number up to `largest`: weights are whole, so entropies need no logarithm in the loop. */
export function xLogX(largest: number): Float64Array {
  if (table.length <= largest) {
    table = new Float64Array(largest + 1);
    for (let x = 2; x <= largest; x++) table[x] = x * Math.log(x);
  }
  return table;
}
