const LONGEST = 64;

/**
 * The allowed name nearest to a mistyped one, for error messages; undefined when nothing is near.
 *
 * Near: at most a third of the letters differ, counting a swap of neighbours as one change (Damerau and Levenshtein).
 */
export function didYouMean(typed: string, allowed: readonly string[]): string | undefined {
  let best: string | undefined;
  if (typed.length > LONGEST) return undefined; // the table below is quadratic, and no name of ours is that long
  let least = Math.max(1, Math.floor(typed.length / 3)) + 1;
  for (const name of allowed) {
    const changes = distance(typed.toLowerCase(), name.slice(0, LONGEST).toLowerCase());
    if (changes < least) [best, least] = [name, changes];
  }
  return best;
}

function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, table[i - 2][j - 2] + 1);
      table[i][j] = cost;
    }
  }
  return table[a.length][b.length];
}
