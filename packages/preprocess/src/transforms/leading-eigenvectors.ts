import { type DenseProducts, type Eigenvectors, eigenvectors } from '@selvedge/compute/kernels';
import { createRng, matrix } from '@selvedge/data';

/** Vectors beyond those that are asked for: the more, the faster it converges. */
const SPARE = 32;
/** What is left of each vector beside its multiple, relative to the largest eigenvalue. */
const TOLERANCE = 1e-11;
const MAX_ITERATIONS = 60;
/** Of the Chebyshev polynomial; lower at first, while the interval that it damps is not yet known. */
const MAX_DEGREE = 32;
const FIRST_DEGREES: readonly number[] = [8, 8, 12];
/** The largest vector may outgrow another by so much in one iteration, or rounding would drown that. */
const MAX_GROWTH = 1e8;

/**
 * The eigenvectors of the largest eigenvalues of a symmetric positive semidefinite matrix by subspace iteration: a
 * Chebyshev polynomial that is small between 0 and the least of the values found so far is applied to some more vectors
 * than are wanted.
 *
 * @returns undefined where they are too many for this to pay, or do not converge
 * @see Zhou, Saad, Tiago & Chelikowsky, Self-consistent-field calculations using Chebyshev-filtered subspace iteration,
 * 2006, algorithm 4.3
 */
export async function leadingEigenvectors(
  square: Float64Array,
  size: number,
  count: number,
  products: DenseProducts,
): Promise<Eigenvectors | undefined> {
  const block = count + SPARE;
  if (block > size / 4) return undefined;
  const whole = matrix(square, size, size);
  const rng = createRng(0);
  const random = (): number => rng.normal();
  const times = async (vectors: Float64Array): Promise<Float64Array> => {
    const result = new Float64Array(block * size);
    await products.product(matrix(vectors, block, size), whole, result);
    return result;
  };
  let vectors: Float64Array = Float64Array.from({ length: block * size }, random);
  orthonormalise(vectors, block, size, random);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const multiplied = await times(vectors);
    const { values, vectors: turns } = await eigenvectors(inner(vectors, multiplied, block, size), block);
    const turned = async (given: Float64Array): Promise<Float64Array> => {
      const result = new Float64Array(block * size);
      await products.product(matrix(turns, block, block), matrix(given, block, size), result);
      return result;
    };
    vectors = await turned(vectors);
    const largest = values[0];
    const rest = residual(await turned(multiplied), vectors, values, count, size);
    if (rest <= TOLERANCE * largest) return { values: values.slice(0, count), vectors };
    vectors = await filtered(vectors, values, count, FIRST_DEGREES[iteration] ?? MAX_DEGREE, times);
    orthonormalise(vectors, block, size, random);
  }
  return undefined;
}

/** Applies the polynomial, scaled to 1 at the largest value. */
async function filtered(
  vectors: Float64Array,
  values: Float64Array,
  count: number,
  maxDegree: number,
  times: (vectors: Float64Array) => Promise<Float64Array>,
): Promise<Float64Array> {
  const largest = values[0];
  const half = Math.max(values[values.length - 1], largest * Number.EPSILON) / 2;
  const outside = (value: number): number => Math.acosh(Math.max(1, value / half - 1));
  const growth = outside(largest) - outside(values[count - 1]);
  const degree = Math.max(1, Math.min(maxDegree, Math.floor(Math.log(MAX_GROWTH) / growth)));
  const first = half / (largest - half);
  let sigma = first;
  let before = vectors;
  let now = combined(await times(before), before, before, first / half, -first, 0);
  for (let step = 2; step <= degree; step++) {
    const next = 1 / (2 / first - sigma);
    const after = combined(await times(now), now, before, (2 * next) / half, -2 * next, -sigma * next);
    before = now;
    now = after;
    sigma = next;
  }
  return now;
}

/** a x + b y + c z, in the place of x. */
function combined(x: Float64Array, y: Float64Array, z: Float64Array, a: number, b: number, c: number): Float64Array {
  for (let at = 0; at < x.length; at++) x[at] = a * x[at] + b * y[at] + c * z[at];
  return x;
}

/** Products of the vectors of two lists, made symmetric. */
function inner(a: Float64Array, b: Float64Array, count: number, size: number): Float64Array {
  const square = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j <= i; j++) {
      const value = (dot(a, i * size, b, j * size, size) + dot(a, j * size, b, i * size, size)) / 2;
      square[i * count + j] = value;
      square[j * count + i] = value;
    }
  }
  return square;
}

/** The longest of what multiplied vectors have beside their multiples. */
function residual(
  multiplied: Float64Array,
  vectors: Float64Array,
  values: Float64Array,
  count: number,
  size: number,
): number {
  let longest = 0;
  for (let at = 0; at < count; at++) {
    let squares = 0;
    for (let place = at * size; place < (at + 1) * size; place++)
      squares += (multiplied[place] - values[at] * vectors[place]) ** 2;
    longest = Math.max(longest, squares);
  }
  return Math.sqrt(longest);
}

/** Gram-Schmidt in order; once more where a vector loses much of its length, because rounding is left of the rest. */
function orthonormalise(vectors: Float64Array, count: number, size: number, random: () => number): void {
  for (let at = 0; at < count; at++) {
    const start = at * size;
    for (let before = Math.sqrt(dot(vectors, start, vectors, start, size)), isDone = false; !isDone; ) {
      project(vectors, at, size);
      const length = Math.sqrt(dot(vectors, start, vectors, start, size));
      isDone = length > 0.5 * before;
      before = length;
      if (length > 0) for (let place = start; place < start + size; place++) vectors[place] /= isDone ? length : 1;
      else {
        for (let place = start; place < start + size; place++) vectors[place] = random();
        before = Number.POSITIVE_INFINITY;
      }
    }
  }
}

/** Takes the shares of the vectors before it from one. */
function project(vectors: Float64Array, at: number, size: number): void {
  const start = at * size;
  for (let other = 0; other < start; other += size) {
    const share = dot(vectors, start, vectors, other, size);
    for (let place = 0; place < size; place++) vectors[start + place] -= share * vectors[other + place];
  }
}

/** Four sums, for one has to wait for each addition. */
function dot(a: Float64Array, atA: number, b: Float64Array, atB: number, size: number): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  const whole = size - (size % 4);
  for (let at = 0; at < whole; at += 4) {
    first += a[atA + at] * b[atB + at];
    second += a[atA + at + 1] * b[atB + at + 1];
    third += a[atA + at + 2] * b[atB + at + 2];
    fourth += a[atA + at + 3] * b[atB + at + 3];
  }
  for (let at = whole; at < size; at++) first += a[atA + at] * b[atB + at];
  return first + second + (third + fourth);
}
