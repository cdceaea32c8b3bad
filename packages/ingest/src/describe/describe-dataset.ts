import { createHash } from 'node:crypto';
import { countByClass, type Dataset } from '@selvedge/data';
import type { NumberType } from '../rows/rows.js';

/** How many rows a class has, and which share of the split. */
export interface ClassBalance {
  readonly name: string;
  readonly rows: number;
  readonly share: number;
}

/** What one split holds. */
export interface SplitDescription {
  readonly name: string;
  readonly rows: number;
  /** Of one row. */
  readonly shape: readonly number[];
  readonly type: NumberType;
  readonly classes: readonly ClassBalance[];
  /** Missing values (NaN), which mean and deviation leave out. */
  readonly missing: number;
  /** Over every number of every row, as stored; NaN where all are missing. */
  readonly mean: number;
  /** Population standard deviation (divided by n), as stored. */
  readonly standardDeviation: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Rows whose numbers equal those of an earlier row of the split. */
  readonly duplicates: number;
  /** Of these, rows whose label differs from the earlier row's. */
  readonly conflicting: number;
  readonly source: string;
}

/** What `selvedge data info` shows. */
export interface DatasetDescription {
  readonly splits: readonly SplitDescription[];
  /** Rows of a later split whose numbers equal those of a row of an earlier one: leaks. */
  readonly shared: readonly { readonly of: string; readonly with: string; readonly rows: number }[];
}

/**
 * Counts, shape, class balance, mean and standard deviation, and rows that occur twice, inside splits and between them.
 * Rows count as equal when their bytes are; they are compared by SHA-256.
 *
 * @param splits - for instance `[loaded.train, loaded.test]`
 */
export function describeDataset(...splits: readonly Dataset[]): DatasetDescription {
  const keys = splits.map(rowKeys);
  return {
    splits: splits.map((split, at) => describeSplit(split, keys[at])),
    shared: splits.flatMap((split, at) =>
      splits.slice(0, at).map((other, before) => ({
        of: split.name,
        with: other.name,
        rows: countIn(keys[at], new Set(keys[before])),
      })),
    ),
  };
}

function describeSplit(
  { name, features, labels, classes, shape, provenance }: Dataset,
  keys: readonly string[],
): SplitDescription {
  const { values, rows } = features;
  const type = values instanceof Uint8Array ? 'uint8' : values instanceof Float32Array ? 'float32' : 'float64';
  const counts = countByClass(labels, classes.length);
  return {
    name,
    rows,
    shape,
    type,
    classes: classes.map((className, at) => ({
      name: className,
      rows: counts[at],
      share: rows === 0 ? 0 : counts[at] / rows,
    })),
    ...moments(values),
    ...repeated(keys, labels),
    source: provenance.source,
  };
}

/** Sums of a block are exact or nearly so, and the blocks' sums are few: no error of 47 million additions builds up. */
const BLOCK = 65_536;

function moments(
  values: ArrayLike<number>,
): Pick<SplitDescription, 'missing' | 'mean' | 'standardDeviation' | 'minimum' | 'maximum'> {
  let sum = 0;
  let missing = 0;
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let start = 0; start < values.length; start += BLOCK) {
    let part = 0;
    const end = Math.min(start + BLOCK, values.length);
    for (let at = start; at < end; at++) {
      const value = values[at];
      if (Number.isNaN(value)) missing++;
      else part += value;
      if (value < minimum) minimum = value;
      if (value > maximum) maximum = value;
    }
    sum += part;
  }
  const present = values.length - missing;
  const mean = sum / present;
  let squares = 0;
  for (let start = 0; start < values.length; start += BLOCK) {
    let part = 0;
    const end = Math.min(start + BLOCK, values.length);
    for (let at = start; at < end; at++) if (!Number.isNaN(values[at])) part += (values[at] - mean) ** 2;
    squares += part;
  }
  return { missing, mean, standardDeviation: Math.sqrt(squares / present), minimum, maximum };
}

function rowKeys({ features }: Dataset): string[] {
  const { values, rows, columns } = features;
  const width = columns * values.BYTES_PER_ELEMENT;
  return Array.from({ length: rows }, (_, row) =>
    createHash('sha256')
      .update(new Uint8Array(values.buffer, values.byteOffset + row * width, width))
      .digest('base64'),
  );
}

function repeated(keys: readonly string[], labels: ArrayLike<number>): { duplicates: number; conflicting: number } {
  const first = new Map<string, number>();
  let duplicates = 0;
  let conflicting = 0;
  for (const [row, key] of keys.entries()) {
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, row);
    else {
      duplicates++;
      if (labels[earlier] !== labels[row]) conflicting++;
    }
  }
  return { duplicates, conflicting };
}

const countIn = (keys: readonly string[], set: ReadonlySet<string>): number =>
  keys.reduce((count, key) => count + (set.has(key) ? 1 : 0), 0);
