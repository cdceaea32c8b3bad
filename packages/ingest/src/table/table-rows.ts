import { matrix, type Numbers, SelvedgeError } from '@selvedge/data';
import { numbersIn, throwIfAborted } from '@selvedge/data/checks';
import { listed } from '@selvedge/data/text';
import type { NumericArray, Provenance } from '@selvedge/data/types';
import { LabelNames, missingLabel } from '../csv/label-names.js';
import type { CollectOptions } from '../rows/collect.js';
import { datasetName } from '../rows/dataset-name.js';
import { guessedShape } from '../rows/guessed-shape.js';
import { NUMBER_ARRAYS, type NumberType, type RowsBatch, type RowsInfo, type RowsSource } from '../rows/rows.js';
import { absentValues } from './absent-values.js';
import { type ColumnRoles, columnRoles } from './column-roles.js';
import { asDescribed, decodeMetadata } from './metadata.js';
import { type Categories, CategoryScan, columnsFor, oneHotColumns } from './one-hot-columns.js';
import { asAmongTraining, placesOf } from './places-of-model.js';
import {
  badTable,
  type Column,
  type NumberColumn,
  type Table,
  type TableBatch,
  type TableReadOptions,
  unsupportedTable,
} from './table.js';

interface Reading extends TableReadOptions, CollectOptions {
  /** Is given the texts of categories that are not among those of `columns`. */
  readonly onUnknown?: (column: string, text: string) => void;
  /** False: rows without labels are read too, and what they have for one is not looked at. Default true. */
  readonly isLabelled?: boolean;
  /** What stands in the numbers of a text file. */
  readonly decimal?: '.' | ',';
}

/**
 * Labelled rows of a file of columns. It is read once before, for the number of rows and the classes.
 *
 * @throws SelvedgeError `corrupt-file`, `invalid-argument` for a column that is not there, `shape-mismatch`
 */
export async function tableRows(given: Table, asked: Reading): Promise<RowsSource> {
  const { path } = given;
  const metadata = decodeMetadata(path, given.metadata);
  const places = given.named === false ? placesOf(asked.columns) : undefined;
  const table = places === undefined ? asDescribed(given, metadata) : asAmongTraining(given, asked, places);
  const options = places === undefined ? asked : { ...asked, trained: { ...asked.trained, features: places } };
  const isByName = table.named !== false || places !== undefined;
  const { isLabelled = true } = options;
  const rolesOf = ({ columns }: TableBatch): ColumnRoles => {
    const wanted = isByName ? wantedOf(path, columns, options.columns) : undefined;
    return columnRoles(
      path,
      columns,
      { ...options, ...wanted?.options },
      metadata.index ?? [],
      isLabelled,
      wanted?.categories,
    );
  };
  const names = new LabelNames();
  const scan = new CategoryScan(path);
  let known: Categories | undefined;
  let rows = 0;
  let found: { readonly width: number; readonly type: NumberType; readonly bytes: boolean } | undefined;
  let first: ColumnRoles | undefined;
  for await (const batch of table.batches()) {
    throwIfAborted(options.signal, path);
    const roles = rolesOf(batch);
    first ??= roles;
    scan.add(roles.features, options);
    known ??= isByName ? wantedOf(path, batch.columns, options.columns)?.categories : undefined;
    const numeric = roles.features.filter((column) => 'numbers' in column);
    const width = numeric.reduce((sum, feature) => sum + feature.width, 0);
    if (found && found.width !== width) throw badTable(path, `rows of ${found.width} and of ${width} numbers`);
    const type = numeric.map(({ numbers }) => typeOf(numbers)).reduce(wider, 'uint8');
    const bytes = (found?.bytes ?? true) && numeric.every(({ numbers }) => areBytes(numbers));
    found = { width, type: found ? wider(found.type, type) : type, bytes };
    if (isLabelled && roles.label) labelIds(path, roles.label, names);
    rows += batch.rows;
  }
  if (!found || !first || rows === 0) throw unsupportedTable(path, 'it holds no rows');
  const form = found;
  const { classes } = isLabelled
    ? names.classes(path, options.classes ?? metadata.classes, options.decimal)
    : { classes: ['not labelled'] };
  if (isLabelled && Array.isArray(options.missing) && !options.classes) {
    const { texts } = absentValues(options.missing);
    const absent = classes.find((name) => texts.has(name));
    if (absent !== undefined)
      throw missingLabel(path, first.label?.name, absent, classes, "it is among those of 'missing'");
  }
  const categories = known?.size ? known : scan.categories;
  const features = oneHotColumns(first.features, categories);
  const width = features.reduce((sum, feature) => sum + feature.width, 0);
  // Of categories the names say which they are, whether the file has names or not.
  const isNamed = table.named !== false || categories.size > 0;
  const isTable = features.every((feature) => feature.width === 1) && isNamed;
  const columns = isTable ? features.map(({ name }) => name) : metadata.columns;
  const shapeFor = (type: NumberType): readonly number[] =>
    guessedShape(path, width, type, {
      given: options.shape ?? metadata.shape,
      names: isTable ? columns : undefined,
    });
  // Images of whole numbers in a wider type, as pandas writes them, are bytes all the same: CSV has no types to tell.
  const type = form.bytes && shapeFor('uint8').length === 3 && isTable ? 'uint8' : form.type;
  const info: RowsInfo = {
    name: metadata.name ?? datasetName(path),
    shape: shapeFor(type),
    classes,
    ...(columns?.length === width && { columns }),
    type,
    rows,
    provenance: withUnknown(
      metadata.provenance ?? { source: path, steps: table.steps ?? [] },
      scan.categories,
      categories,
    ),
  };
  return { info, batches: () => batches(table, info, options, rolesOf, categories) };
}

/** Says which categories are among those of no training row. */
function withUnknown(provenance: Provenance, found: Categories, known: Categories): Provenance {
  const steps = [...found].flatMap(([column, texts]) => {
    const others = texts.filter((text) => !known.get(column)?.includes(text));
    return others.length === 0
      ? []
      : [`${column}: ${others.slice(0, 6).join(', ')} of no training row, 0 in every column`];
  });
  return steps.length === 0 ? provenance : { ...provenance, steps: [...provenance.steps, ...steps] };
}

/** The columns of a model, which all have to be there; lists are taken as they are, their names stand elsewhere. */
function wantedOf(
  path: string,
  columns: readonly Column[],
  wanted: readonly string[] | undefined,
): { readonly options: TableReadOptions; readonly categories: Categories } | undefined {
  if (!wanted || columns.some((column) => 'width' in column && column.width !== 1)) return undefined;
  const names = columns.map(({ name }) => name);
  const { features, categories, lacking } = columnsFor(wanted, names);
  if (lacking.length === 0)
    return { options: { features, ...(categories.size > 0 && { categories: 'one-hot' }) }, categories };
  throw new SelvedgeError(
    'shape-mismatch',
    `${path}: it lacks ${listed(lacking)}; need the columns of the training rows: ${listed(wanted)}. It has ${listed(names)}.`,
  );
}

/** Columns become rows within the second-level cache: a batch may be the whole file. */
const VALUES_PER_STEP = 128 * 1024;

function partOf({ rows: all, columns }: TableBatch, start: number, rows: number): TableBatch {
  if (rows === all) return { rows, columns };
  const end = start + rows;
  return {
    rows,
    columns: columns.map((column): Column => {
      if ('unread' in column) return column;
      const written = column.written && { written: column.written.slice(start, end) };
      if ('texts' in column) return { ...column, texts: column.texts.slice(start, end), ...written };
      const { numbers, width } = column;
      return { ...column, numbers: numbers.subarray(start * width, end * width), ...written };
    }),
  };
}

async function* batches(
  table: Table,
  info: RowsInfo,
  { signal, isLabelled = true, onUnknown }: Reading,
  rolesOf: (batch: TableBatch) => ColumnRoles,
  categories: Categories,
): AsyncGenerator<RowsBatch, void> {
  const { path } = table;
  for await (const batch of table.batches()) {
    throwIfAborted(signal, path);
    const step = Math.max(1, Math.floor(VALUES_PER_STEP / numbersIn(info.shape)));
    for (let start = 0; start < batch.rows; start += step) {
      const rows = Math.min(step, batch.rows - start);
      const { label, features: given, id, weights } = rolesOf(partOf(batch, start, rows));
      const features = oneHotColumns(given, categories, onUnknown);
      const width = features.reduce((sum, feature) => sum + feature.width, 0);
      yield {
        features: matrix(join(path, features, rows, width, info.type), rows, width),
        labels: isLabelled && label ? labelsOf(path, label, info.classes) : new Uint16Array(rows),
        ...(id && { ids: textsOf(id) }),
        ...(weights && { weights: weightsOf(path, weights) }),
      };
    }
  }
}

function labelsOf(path: string, label: Column, classes: readonly string[]): Uint16Array {
  const names = new LabelNames();
  const ids = labelIds(path, label, names);
  const { numbers } = names.classes(path, classes);
  return ids.map((id) => numbers[id]);
}

/** Labels as numbers of their names, in the order of appearance. */
export function labelIds(path: string, label: Column, names: LabelNames): Uint16Array {
  if ('unread' in label)
    throw unsupportedTable(path, `column '${label.name}' ${label.unread}; a label is a text or a whole number`);
  names.column = label.name;
  const texts = label.written ?? ('texts' in label ? label.texts : undefined);
  if (texts) return Uint16Array.from(texts, (text) => names.ofText(checkedLabel(path, label.name, text)));
  return Uint16Array.from((label as NumberColumn).numbers as ArrayLike<number>, (number) => {
    // A number of 64 bits would share its nearest float64 with others.
    if (typeof number === 'bigint' && !Number.isSafeInteger(Number(number))) return names.ofText(String(number));
    const plain = Number(number);
    if (Number.isNaN(plain)) throw emptyLabel(path, label.name);
    return Number.isInteger(plain) && plain >= 0 && plain <= 65_535
      ? names.ofNumber(plain)
      : names.ofText(String(plain));
  });
}

function checkedLabel(path: string, column: string, text: string | null): string {
  if (text !== null && text.trim() !== '') return text;
  throw emptyLabel(path, column);
}

const emptyLabel = (path: string, column: string): SelvedgeError =>
  unsupportedTable(path, `an empty label in column '${column}'; take rows without one out of the file`);

/** The values of a column as texts. */
export function textsOf(column: Column): readonly string[] {
  if ('unread' in column) return [];
  if (column.written) return column.written;
  if ('texts' in column) return column.texts.map((text) => text ?? '');
  return Array.from(column.numbers as ArrayLike<number>, String);
}

function weightsOf(path: string, { name, numbers }: NumberColumn): Float64Array {
  const weights = Float64Array.from(numbers as ArrayLike<number>, Number);
  const bad = weights.find((weight) => !(weight >= 0 && Number.isFinite(weight)));
  if (bad !== undefined) throw badTable(path, `weight ${bad} in column '${name}'; need numbers of at least 0`);
  return weights;
}

const ORDER: readonly NumberType[] = ['uint8', 'float32', 'float64'];
const wider = (a: NumberType, b: NumberType): NumberType => ORDER[Math.max(ORDER.indexOf(a), ORDER.indexOf(b))];

/** The element type that holds every value of an array exactly. */
function typeOf(numbers: NumericArray): NumberType {
  if (numbers instanceof Uint8Array) return 'uint8';
  const narrow = numbers.BYTES_PER_ELEMENT <= 2 || numbers instanceof Float32Array;
  return narrow ? 'float32' : 'float64';
}

/** Whether integers are all from 0 to 255. Floats are not asked: whoever wrote them meant floats. */
function areBytes(numbers: NumericArray): boolean {
  if (numbers instanceof Uint8Array) return true;
  if (numbers instanceof Float32Array || numbers instanceof Float64Array) return false;
  for (let at = 0; at < numbers.length; at++) if (!(numbers[at] >= 0 && numbers[at] <= 255)) return false;
  return true;
}

function join(
  path: string,
  features: readonly NumberColumn[],
  rows: number,
  columns: number,
  type: NumberType,
): Numbers {
  const ArrayType = NUMBER_ARRAYS[type];
  const [only] = features;
  if (features.length === 1 && only.numbers instanceof ArrayType) return only.numbers;
  const values = new ArrayType(rows * columns);
  let start = 0;
  for (const feature of features) {
    const { numbers, width } = feature;
    if (numbers instanceof BigInt64Array || numbers instanceof BigUint64Array) {
      fill(values, columns, start, width, wholeNumbers(path, feature.name, numbers));
    } else fill(values, columns, start, width, numbers);
    start += width;
  }
  return values;
}

function fill(values: Numbers, columns: number, start: number, width: number, numbers: ArrayLike<number>): void {
  for (let from = 0, to = start; from < numbers.length; to += columns) {
    for (let at = 0; at < width; at++) values[to + at] = numbers[from++];
  }
}

function wholeNumbers(path: string, name: string, numbers: BigInt64Array | BigUint64Array): Float64Array {
  return Float64Array.from(numbers as Iterable<bigint>, (value) => {
    if (Number.isSafeInteger(Number(value))) return Number(value);
    throw unsupportedTable(path, `${value} in column '${name}' is beyond the whole numbers that float64 holds`);
  });
}
