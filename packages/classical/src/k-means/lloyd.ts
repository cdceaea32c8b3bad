/** Rows and what each counts. */
export interface Points {
  /** Rows x columns. */
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly weights: Float64Array;
}

/** What a run of k-means found. */
export interface Clustering {
  /** Centres x columns. */
  readonly centres: Float64Array;
  /** The nearest centre of each row. */
  readonly labels: Uint32Array;
  /** Weighted sum of the rows' squared distances to their centres. */
  readonly inertia: number;
  readonly iterations: number;
}

/** Rows between two pauses. */
const ROWS_AT_ONCE = 4096;

/**
 * Lloyd's algorithm: rows go to their nearest centre (of equal ones the first), centres to the mean of their rows. It ends
 * where no row changes its centre, or the centres hardly move.
 *
 * @param pause - called now and then with the rounds done; may throw
 */
export async function lloyd(
  points: Points,
  start: Float64Array,
  { maxIter, tolerance }: { readonly maxIter: number; readonly tolerance: number },
  pause: (done: number) => Promise<void>,
): Promise<Clustering> {
  const { rows, columns, weights } = points;
  let centres = start;
  const labels = new Uint32Array(rows);
  const distances = new Float64Array(rows);
  let iterations = 0;
  let isSettled = false;
  while (iterations < maxIter && !isSettled) {
    const changed = await assign(points, centres, labels, distances, () => pause(iterations));
    const moved = means(points, centres, labels, distances);
    iterations++;
    let shift = 0;
    for (let at = 0; at < centres.length; at++) shift += (moved[at] - centres[at]) ** 2;
    centres = moved;
    // The first round has nothing to compare with.
    if (!changed && iterations > 1) isSettled = true;
    else if (shift <= tolerance) break;
  }
  if (!isSettled) await assign(points, centres, labels, distances, () => pause(iterations));
  let inertia = 0;
  for (let row = 0; row < rows; row++) {
    inertia += weights[row] * squaredDistance(points.values, row * columns, centres, labels[row] * columns, columns);
  }
  return { centres, labels, inertia, iterations };
}

/** Gives each row its nearest centre, and says whether any has another than before. */
async function assign(
  { values, rows, columns }: Points,
  centres: Float64Array,
  labels: Uint32Array,
  distances: Float64Array,
  pause: () => Promise<void>,
): Promise<boolean> {
  let isChanged = false;
  for (let row = 0; row < rows; row++) {
    if (row % ROWS_AT_ONCE === 0) await pause();
    const { nearest, distance } = nearestOf(values, row * columns, centres, columns);
    if (labels[row] !== nearest) isChanged = true;
    labels[row] = nearest;
    distances[row] = distance;
  }
  return isChanged;
}

/** The nearest centre of the row that begins at `start`, the first of equal ones, and its squared distance. */
export function nearestOf(
  values: ArrayLike<number>,
  start: number,
  centres: Float64Array,
  columns: number,
): { readonly nearest: number; readonly distance: number } {
  let [nearest, least] = [0, Number.POSITIVE_INFINITY];
  for (let from = 0, centre = 0; from < centres.length; from += columns, centre++) {
    const distance = squaredDistance(values, start, centres, from, columns);
    if (distance < least) {
      least = distance;
      nearest = centre;
    }
  }
  return { nearest, distance: least };
}

export function squaredDistance(
  a: ArrayLike<number>,
  first: number,
  b: ArrayLike<number>,
  second: number,
  columns: number,
): number {
  let sum = 0;
  for (let column = 0; column < columns; column++) {
    const difference = a[first + column] - b[second + column];
    sum += difference * difference;
  }
  return sum;
}

/** The means of the rows of each centre. A centre without rows takes one of those that are farthest from theirs. */
function means(
  { values, rows, columns, weights }: Points,
  centres: Float64Array,
  labels: Uint32Array,
  distances: Float64Array,
): Float64Array {
  const sums = new Float64Array(centres.length);
  const totals = new Float64Array(centres.length / columns);
  for (let row = 0, at = 0; row < rows; row++) {
    const start = labels[row] * columns;
    const weight = weights[row];
    totals[labels[row]] += weight;
    for (let column = 0; column < columns; column++, at++) sums[start + column] += weight * values[at];
  }
  const empty = [...totals.keys()].filter((centre) => totals[centre] === 0);
  const farthest = empty.length > 0 ? farthestRows(distances, weights, empty.length) : [];
  for (const [at, row] of farthest.entries()) {
    const [own, weight] = [labels[row], weights[row]];
    totals[empty[at]] = weight;
    totals[own] -= weight;
    for (let column = 0; column < columns; column++) {
      const part = weight * values[row * columns + column];
      sums[own * columns + column] -= part;
      sums[empty[at] * columns + column] = part;
    }
  }
  return sums.map((sum, at) => {
    const total = totals[Math.floor(at / columns)];
    return total > 0 ? sum / total : centres[at];
  });
}

/** Rows of some weight by falling distance; none where all rows lie on their centres. */
function farthestRows(distances: Float64Array, weights: Float64Array, count: number): number[] {
  const order = [...distances.keys()].filter((row) => distances[row] > 0 && weights[row] > 0);
  return order.sort((a, b) => distances[b] - distances[a]).slice(0, count);
}
