import { createRng, type Dataset, SelvedgeError } from '@selvedge/data';
import { encodePng } from '../png/png-codec.js';

export interface SampleGridOptions {
  /** Images of each class, at least 1; default 5. A class with fewer leaves the rest of its line empty. */
  readonly perClass?: number;
  /** Default 0. */
  readonly seed?: number;
  /** Each pixel becomes a square of so many; default 2. */
  readonly scale?: number;
}

/** Pixels between images. */
const GAP = 2;
const PAPER = 255;

/**
 * A picture with some images of each class, drawn at random: one line per class, in the order of the class numbers.
 * Floats are stretched from their least to their greatest value.
 *
 * @returns the bytes of a PNG file
 * @throws SelvedgeError `invalid-argument` for rows that are no images (1, 3 or 4 channels), or a count below 1
 */
export function sampleGrid(source: Dataset, options: SampleGridOptions = {}): Uint8Array {
  const { perClass = 5, seed = 0, scale = 2 } = options;
  for (const count of [perClass, scale]) if (!Number.isInteger(count) || count < 1) throw badCount(count);
  const [height, width, channels] = source.shape;
  if (source.shape.length !== 3 || ![1, 3, 4].includes(channels)) throw noImages(source);

  const rows = source.classes.length;
  const gridHeight = rows * (height * scale + GAP) + GAP;
  const gridWidth = perClass * (width * scale + GAP) + GAP;
  const values = new Uint8Array(gridHeight * gridWidth * channels).fill(PAPER);
  const brightness = stretch(source);
  for (const [line, chosen] of sampleRows(source, perClass, seed).entries()) {
    for (const [place, row] of chosen.entries()) {
      const top = GAP + line * (height * scale + GAP);
      const left = GAP + place * (width * scale + GAP);
      for (let y = 0; y < height * scale; y++) {
        for (let x = 0; x < width * scale; x++) {
          const from = ((row * height + Math.floor(y / scale)) * width + Math.floor(x / scale)) * channels;
          const to = ((top + y) * gridWidth + left + x) * channels;
          for (let channel = 0; channel < channels; channel++)
            values[to + channel] = brightness(source.features.values[from + channel]);
        }
      }
    }
  }
  return encodePng({ shape: [gridHeight, gridWidth, channels], values });
}

/** Rows of each class, drawn without replacement. */
function sampleRows({ labels, classes }: Dataset, perClass: number, seed: number): number[][] {
  const byClass: number[][] = classes.map(() => []);
  for (const [row, label] of labels.entries()) byClass[label].push(row);
  return byClass.map((rows, label) => createRng(seed).fork('sample', label).shuffle(rows).slice(0, perClass));
}

function stretch({ features: { values } }: Dataset): (value: number) => number {
  if (values instanceof Uint8Array) return (value) => value;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at++) {
    if (values[at] < least) least = values[at];
    if (values[at] > most) most = values[at];
  }
  const range = most > least ? most - least : 1;
  return (value) => Math.round((255 * (value - least)) / range);
}

const noImages = ({ name, shape }: Dataset): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${name}: rows of shape [${shape.join(', ')}] are no images; need [height, width, 1, 3 or 4]. Give the shape when reading.`,
  );

const badCount = (count: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `sampleGrid: got ${count}; perClass and scale are whole numbers of at least 1.`,
  );
