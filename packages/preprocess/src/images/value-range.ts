import { type Numbers, SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';

/**
 * Black and white of images: 0 and 255 for bytes, 0 and 1 for floats within, else the least and the largest value.
 *
 * @param values - of the training rows, so that every part of a data set has one range
 * @throws SelvedgeError `invalid-argument` for anything but an array of numbers
 */
export function valueRange(values: Numbers): readonly [black: number, white: number] {
  if (!ArrayBuffer.isView(values) && !Array.isArray(values)) throw noNumbers(values);
  if (values instanceof Uint8Array) return [0, 255];
  let [least, most] = [0, 1];
  let seen = false;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (!seen || value < least) least = value;
    if (!seen || value > most) most = value;
    seen = true;
  }
  if (least >= 0 && most <= 1) return [0, 1];
  return least < most ? [least, most] : [Math.min(0, least), Math.max(1, most)];
}

const noNumbers = (values: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `valueRange: got ${hasValues(values) ? 'a matrix' : shown(values)}; write valueRange(train.features.values).`,
  );

const hasValues = (given: unknown): boolean => typeof given === 'object' && given !== null && 'values' in given;
