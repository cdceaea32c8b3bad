import { didYouMean, SelvedgeError } from '@selvedge/data';
import type { ImageOptions } from '@selvedge/data/types';

const CHOICES = {
  fit: ['cover', 'contain', 'stretch'],
  channels: ['grey', 'rgb'],
  interpolation: ['nearest', 'linear', 'cubic', 'lanczos3'],
} as const;

const MAX_SIDE = 16_384;

/** @throws SelvedgeError `invalid-argument` for what `ImageOptions` does not allow */
export function checkImageOptions(image: ImageOptions): void {
  const known = ['size', 'background', 'depth', ...Object.keys(CHOICES)];
  for (const name of Object.keys(image)) if (!known.includes(name)) throw unknownOption(name, known);
  const { size, background, depth } = image;
  const sides = size === undefined ? [1, 1] : typeof size === 'number' ? [size, size] : size;
  if (!isListOf(sides, 2, 1, MAX_SIDE))
    throw refused('size', size, `a whole number from 1 to ${MAX_SIDE}, or [height, width] of two`);
  if (background !== undefined && !isListOf(background, 3, 0, 255))
    throw refused('background', background, '[red, green, blue], three whole numbers from 0 to 255');
  if (depth !== undefined && depth !== 8 && depth !== 16)
    throw refused('depth', depth, '8, which scales 16 bits to 8, or 16, which keeps them');
  for (const [name, values] of Object.entries(CHOICES) as [keyof typeof CHOICES, readonly string[]][]) {
    const value = image[name];
    if (value !== undefined && !values.includes(value)) throw refused(name, value, values.join(', '));
  }
}

const isListOf = (list: unknown, length: number, least: number, most: number): boolean =>
  Array.isArray(list) &&
  list.length === length &&
  list.every((one) => Number.isInteger(one) && one >= least && one <= most);

const refused = (name: string, value: unknown, allowed: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `image.${name}: got ${JSON.stringify(value)}; need ${allowed}.`);

function unknownOption(name: string, known: readonly string[]): SelvedgeError {
  const near = didYouMean(name, known);
  return new SelvedgeError(
    'invalid-argument',
    `image: unknown option '${name}'${near ? `; did you mean '${near}'?` : `; known are ${known.join(', ')}.`}`,
  );
}
