import { createRng, type Dataset, type Seed, SelvedgeError } from '@selvedge/data';

/** How many images are drawn of each class, and which. */
export interface SampleOptions {
  /** At least 1; default 5. A class with fewer gives all it has. */
  readonly perClass?: number;
  /** Default 0. */
  readonly seed?: Seed;
}

/** An image as bytes, ready to be shown. */
export interface SampledImage {
  /** Row of the data set. */
  readonly row: number;
  readonly label: number;
  /** Row-major, height x width x channels. */
  readonly pixels: Uint8Array;
}

/**
 * Draws images of each class without replacement, for an `image-grid` figure of `@selvedge/report`. Bytes stay as they are;
 * floats are stretched from the smallest to the largest finite number of the data set.
 *
 * @returns one list per class, in the order of the class numbers
 * @throws SelvedgeError `invalid-argument` for rows that are not images (1, 3 or 4 channels), or a count below 1
 */
export function sampleImages(source: Dataset, { perClass = 5, seed = 0 }: SampleOptions = {}): SampledImage[][] {
  if (!Number.isInteger(perClass) || perClass < 1) throw badCount(perClass);
  if (source.shape.length !== 3 || ![1, 3, 4].includes(source.shape[2])) throw noImages(source);
  const { features, labels, classes } = source;
  const { values, columns } = features;
  const byClass: number[][] = classes.map(() => []);
  for (const [row, label] of labels.entries()) byClass[label].push(row);
  const rng = createRng(seed).fork('sample');
  const toByte = byteScale(values);
  return byClass.map((rows, label) =>
    rng
      .shuffle(rows)
      .slice(0, perClass)
      .map((row) => ({
        row,
        label,
        pixels: Uint8Array.from(values.subarray(row * columns, (row + 1) * columns), toByte),
      })),
  );
}

function byteScale(values: Dataset['features']['values']): (value: number) => number {
  if (values instanceof Uint8Array) return (value) => value;
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (value < minimum && value > Number.NEGATIVE_INFINITY) minimum = value;
    if (value > maximum && value < Number.POSITIVE_INFINITY) maximum = value;
  }
  const range = maximum > minimum ? maximum - minimum : 1;
  return (value) => Math.max(0, Math.min(255, Math.round((255 * (value - minimum)) / range)));
}

const noImages = ({ name, shape }: Dataset): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${name}: rows of shape [${shape.join(', ')}] are not images; need [height, width, 1, 3 or 4]. Give the shape when reading.`,
  );

const badCount = (count: number): SelvedgeError =>
  new SelvedgeError('invalid-argument', `sampleImages: perClass is ${count}; need a whole number of at least 1.`);
