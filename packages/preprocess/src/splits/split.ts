import {
  groupedPartition,
  type LabelledRows,
  type Rng,
  type RowIndices,
  rowIndices,
  rowRange,
  SelvedgeError,
  unreachable,
} from '@selvedge/data';
import type { RowSpan, SplitSpec } from './split-spec.js';

/** Row numbers of each part. The parts share no row. */
export interface Split {
  readonly train: RowIndices;
  /** Empty when the specification asks for none. */
  readonly validation: RowIndices;
  readonly test?: RowIndices;
}

/**
 * Divides rows into training, validation and perhaps test rows.
 *
 * @param rng - used by the kinds that draw; equal seeds give equal splits
 * @returns row numbers of `source`; drawn parts in ascending order
 * @throws SelvedgeError `invalid-argument` when parts overlap, are larger than the data, or leave no training row
 */
export function split(spec: SplitSpec, source: Pick<LabelledRows, 'labels'>, rng: Rng): Split {
  const parts = divide(spec, source, rng);
  checkParts(spec, parts, source.labels.length);
  return parts;
}

function divide(spec: SplitSpec, { labels }: Pick<LabelledRows, 'labels'>, rng: Rng): Split {
  const rows = labels.length;
  switch (spec.kind) {
    case 'last': {
      const end = rows - whole(spec.kind, 'validation', spec.validation, 0, rows - 1);
      const train = whole(spec.kind, 'train', spec.train ?? end, 1, end);
      return { train: rowRange(0, train), validation: rowRange(end, rows) };
    }
    case 'first': {
      const start = whole(spec.kind, 'validation', spec.validation, 0, rows - 1);
      return { train: rowRange(start, rows), validation: rowRange(0, start) };
    }
    case 'fraction':
      return fraction(spec, labels, rng);
    case 'per-class':
      return perClass(spec, labels, rng);
    case 'ranges': {
      const range = (name: string, [start, end]: RowSpan): RowIndices =>
        rowRange(whole(spec.kind, name, start, 0, rows), whole(spec.kind, name, end, start, rows));
      return {
        train: range('train', spec.train),
        validation: range('validation', spec.validation),
        ...(spec.test && { test: range('test', spec.test) }),
      };
    }
    case 'rows': {
      const list = (name: string, values: readonly number[]): RowIndices =>
        rowIndices(values.map((row) => whole(spec.kind, name, row, 0, rows - 1)));
      return {
        train: list('train', spec.train),
        validation: list('validation', spec.validation),
        ...(spec.test && { test: list('test', spec.test) }),
      };
    }
    case 'grouped':
      return grouped(spec, rows, rng);
    default:
      return unreachable(spec);
  }
}

type Fraction = Extract<SplitSpec, { kind: 'fraction' }>;

function fraction({ kind, validation, test, stratify = true }: Fraction, labels: Uint16Array, rng: Rng): Split {
  const [validationRows, testRows] = counts(kind, validation, test, labels.length);
  // Every row its own part would be the finest deal; one order in which any prefix is stratified does the same.
  const order = stratify ? stratifiedOrder(labels, rng) : rng.shuffle(Uint32Array.from(labels.keys()));
  const part = (from: number, to: number): RowIndices => rowIndices(order.slice(from, to).sort());
  return {
    validation: part(0, validationRows),
    ...(test !== undefined && { test: part(validationRows, validationRows + testRows) }),
    train: part(validationRows + testRows, labels.length),
  };
}

/** An order of all rows in which every stretch holds each class in about the share it has overall. */
function stratifiedOrder(labels: Uint16Array, rng: Rng): Uint32Array {
  const byClass = new Map<number, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const rows = byClass.get(labels[row]);
    if (rows) rows.push(row);
    else byClass.set(labels[row], [row]);
  }
  const placed: { row: number; at: number }[] = [];
  for (const [, rows] of [...byClass].sort(([a], [b]) => a - b)) {
    rng.shuffle(rows);
    // The i-th of n rows of a class stands at (i + 1/2) / n of the whole order.
    for (let i = 0; i < rows.length; i++) placed.push({ row: rows[i], at: (i + 0.5) / rows.length });
  }
  placed.sort((a, b) => a.at - b.at || a.row - b.row);
  return Uint32Array.from(placed, ({ row }) => row);
}

type PerClass = Extract<SplitSpec, { kind: 'per-class' }>;

function perClass({ kind, train, validation }: PerClass, labels: Uint16Array, rng: Rng): Split {
  whole(kind, 'train', train, 1, labels.length);
  whole(kind, 'validation', validation, 0, labels.length);
  const chosen: { train: number[]; validation: number[] } = { train: [], validation: [] };
  for (const label of [...new Set(labels)].sort((a, b) => a - b)) {
    const rows: number[] = [];
    for (let row = 0; row < labels.length; row++) if (labels[row] === label) rows.push(row);
    if (rows.length < train + validation) throw tooFew(label, rows.length, train, validation);
    rng.shuffle(rows);
    chosen.train.push(...rows.slice(0, train));
    chosen.validation.push(...rows.slice(train, train + validation));
  }
  const sorted = (rows: number[]): RowIndices => rowIndices(Uint32Array.from(rows).sort());
  return { train: sorted(chosen.train), validation: sorted(chosen.validation) };
}

type Grouped = Extract<SplitSpec, { kind: 'grouped' }>;

const GROUPED_PARTS = 100;

function grouped({ kind, groups, validation, test }: Grouped, rows: number, rng: Rng): Split {
  if (groups.length !== rows) throw badGroups(groups.length, rows);
  counts(kind, validation, test, rows);
  const distinct = new Set(groups).size;
  const parts = groupedPartition(groups, Math.min(GROUPED_PARTS, distinct), rng);
  const take = (share: number): RowIndices => {
    const taken: number[] = [];
    while (parts.length > 1 && taken.length + parts[0].length / 2 < share * rows) taken.push(...(parts.shift() ?? []));
    return rowIndices(Uint32Array.from(taken).sort());
  };
  const validationRows = take(validation);
  const testRows = test === undefined ? undefined : take(test);
  const train = rowIndices(Uint32Array.from(parts.flatMap((part) => [...part])).sort());
  return { train, validation: validationRows, ...(testRows && { test: testRows }) };
}

function counts(kind: string, validation: number, test: number | undefined, rows: number): [number, number] {
  const shares = [validation, test ?? 0];
  if (shares.every((share) => share >= 0 && share < 1) && validation + (test ?? 0) < 1) {
    return [Math.round(validation * rows), Math.round((test ?? 0) * rows)];
  }
  throw new SelvedgeError(
    'invalid-argument',
    `split '${kind}': got validation ${validation} and test ${test ?? 0}; need shares in [0, 1) that leave training rows, for instance 0.2.`,
  );
}

function checkParts(spec: SplitSpec, { train, validation, test }: Split, rows: number): void {
  if (train.length === 0) throw new SelvedgeError('invalid-argument', `split '${spec.kind}': no training row is left.`);
  const owner = new Uint8Array(rows);
  for (const [at, part] of [train, validation, test ?? []].entries()) {
    for (const row of part) {
      if (owner[row] !== 0) throw overlap(spec.kind, row, PARTS[owner[row] - 1], PARTS[at]);
      owner[row] = at + 1;
    }
  }
}

const PARTS = ['train', 'validation', 'test'] as const;

function whole(kind: string, name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new SelvedgeError(
    'invalid-argument',
    `split '${kind}': ${name} holds ${value}; need a whole number from ${least} to ${most} for these rows.`,
  );
}

const overlap = (kind: string, row: number, first: string, second: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `split '${kind}': row ${row} is in ${first} and in ${second}${first === second ? ' twice' : ''}; a row may be in one part only.`,
  );

const tooFew = (label: number, rows: number, train: number, validation: number): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `split 'per-class': class ${label} has ${rows} rows; ${train} for training and ${validation} for validation were asked for.`,
  );

const badGroups = (groups: number, rows: number): SelvedgeError =>
  new SelvedgeError('shape-mismatch', `split 'grouped': got ${groups} group keys for ${rows} rows; need one per row.`);
