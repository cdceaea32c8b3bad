import { createRng, type Numbers, SelvedgeError, type ShapedRows } from '@selvedge/data';
import { onlyFields, shown } from '@selvedge/data/checks';
import { imageShape } from '../images/image-shape.js';
import { valueRange } from '../images/value-range.js';
import { corruptions } from './corruptions.js';

export interface CorruptOptions {
  /** One of `corruptions.names`. */
  readonly kind: string;
  /** 1 (mild) to 5 (strong). */
  readonly severity: number;
  readonly seed: number;
  /** Black and white, as `valueRange` finds them in training rows. Default: 0 and 255 for bytes, 0 and 1 for floats within. */
  readonly range?: readonly [number, number];
}

/**
 * Spoils images as cameras, scanners and careless cropping do, to measure how a classifier bears it. Use it on rows
 * as they are before preparation. Row r is the same for the same (kind, severity, seed, r), whatever the other rows are.
 *
 * @returns new rows of the same shape and type, clamped to `range`; bytes are rounded
 * @throws SelvedgeError `invalid-argument` for an unknown kind, severity or range, or for floats beyond 0 to 1 without a range; `shape-mismatch` for rows that are
 *   not images
 * @see Mu & Gilmer, MNIST-C, arXiv 1906.02337; Hendrycks & Dietterich, ICLR 2019 (its CIFAR-10-C for the amounts of
 *   impulse noise, shot noise, blur, contrast and brightness)
 */
export function corrupt(rows: ShapedRows, options: CorruptOptions, ...others: readonly never[]): ShapedRows {
  if (others.length > 0) throw apart(others[0]);
  const { kind, severity, seed, range } = checkedOptions(options);
  const { amounts, spoil } = corruptions.definitionOf(kind);
  if (!Number.isInteger(severity) || severity < 1 || severity > amounts.length) throw badSeverity(kind, severity);
  const { values, rows: count, columns } = rows.features;
  const shape = imageShape(`corrupt '${kind}'`, rows.shape, columns);
  const [black, white] = range ?? ownRange(kind, values);
  if (!(white > black && Number.isFinite(white - black))) throw badRange(kind, black, white);

  const result: Numbers = values.slice();
  const root = createRng(seed).fork('corrupt', kind, severity);
  const image = new Float32Array(columns);
  const round = values instanceof Uint8Array ? Math.round : (value: number) => value;
  for (let row = 0; row < count; row++) {
    const start = row * columns;
    for (let at = 0; at < columns; at++) image[at] = (values[start + at] - black) / (white - black);
    spoil(image, shape, amounts[severity - 1], root.fork(row));
    for (let at = 0; at < columns; at++) {
      result[start + at] = round(black + Math.min(1, Math.max(0, image[at])) * (white - black));
    }
  }
  return { features: { values: result, rows: count, columns }, shape: rows.shape };
}

function checkedOptions(options: CorruptOptions): CorruptOptions {
  if (typeof options === 'string') {
    const line = `corrupt(rows, { kind: '${options}', severity: 3, seed: 0 })`;
    throw new SelvedgeError('invalid-argument', `corrupt: got '${options}' as options; write ${line}.`);
  }
  const guesses = { randomState: 'seed: 0', name: "kind: 'blur'", corruption: "kind: 'blur'", level: 'severity: 3' };
  onlyFields('corrupt: its options', options, ['kind', 'severity', 'seed', 'range'], guesses);
  return options;
}

/** The range of floats belongs to the data set, not to the rows at hand: dark images alone would be corrupted otherwise. */
function ownRange(kind: string, values: Numbers): readonly [number, number] {
  const [black, white] = valueRange(values);
  if (values instanceof Uint8Array || (black === 0 && white === 1)) return [black, white];
  throw new SelvedgeError(
    'invalid-argument',
    `corrupt '${kind}': the values are floats from ${black} to ${white}, so that black and white are not known. ` +
      'Write range: valueRange(train.features.values), with valueRange of @selvedge/preprocess.',
  );
}

const apart = (third: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `corrupt: got a third argument, ${shown(third)}; write all options as one: corrupt(rows, { kind: 'blur', severity: 3, seed: 0 }).`,
  );

const badSeverity = (kind: string, severity: number): SelvedgeError =>
  new SelvedgeError('invalid-argument', `corrupt '${kind}': severity is ${severity}; need a whole number from 1 to 5.`);

const badRange = (kind: string, black: number, white: number): SelvedgeError =>
  new SelvedgeError('invalid-argument', `corrupt '${kind}': range [${black}, ${white}]; need black below white.`);
