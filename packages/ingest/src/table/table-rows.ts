import { matrix, type Numbers, type NumericArray, SelvedgeError, throwIfAborted } from '@selvedge/data';
import { LabelNames } from '../csv/label-names.js';
import type { CollectOptions } from '../rows/collect.js';
import { datasetName } from '../rows/dataset-name.js';
import { guessedShape } from '../rows/guessed-shape.js';
import { NUMBER_ARRAYS, type NumberType, type RowsBatch, type RowsInfo, type RowsSource } from '../rows/rows.js';
import { type ColumnRoles, columnRoles } from './column-roles.js';
import { decodeMetadata } from './metadata.js';
import {
  badTable,
  type Column,
  type NumberColumn,
  type Table,
  type TableBatch,
  type TableReadOptions,
} from './table.js';

interface Reading extends TableReadOptions, CollectOptions {
  /** Features that are taken by name where the columns have names. */
  readonly wanted?: readonly string[];
  /** False: rows without labels are read too, and what they have for one is not looked at. Default true. */
  readonly isLabelled?: boolean;
}

/**
 * Labelled rows of a file of columns. It is read once before, for the number of rows and the classes.
 *
 * @throws SelvedgeError `corrupt-file`, `invalid-argument` for a column that is not there, `shape-mismatch`
 */
export async function tableRows(table: Table, options: Reading): Promise<RowsSource> {
  const { path } = table;
  const metadata = decodeMetadata(path, table.metadata);
  const { isLabelled = true } = options;
  const rolesOf = ({ columns }: TableBatch): ColumnRoles => {
    const given = { ...options, ...(table.named !== false && wantedOf(path, columns, options.wanted)) };
    return columnRoles(path, columns, given, metadata.index ?? [], isLabelled);
  };
  const names = new LabelNames();
  let rows = 0;
  let found: { readonly width: number; readonly type: NumberType; readonly bytes: boolean } | undefined;
  let first: ColumnRoles | undefined;
  for await (const batch of table.batches()) {
    throwIfAborted(options.signal, path);
    const roles = rolesOf(batch);
    first ??= roles;
    const width = roles.features.reduce((sum, feature) => sum + feature.width, 0);
    if (found && found.width !== width) throw badTable(path, `rows of ${found.width} and of ${width} numbers`);
    const type = roles.features.map(({ numbers }) => typeOf(numbers)).reduce(wider);
    const bytes = (found?.bytes ?? true) && roles.features.every(({ numbers }) => areBytes(numbers));
    found = { width, type: found ? wider(found.type, type) : type, bytes };
    if (isLabelled && roles.label) labelIds(path, roles.label, names);
    rows += batch.rows;
  }
  if (!found || !first || rows === 0) throw badTable(path, 'it holds no rows');
  const form = found;
  const { classes } = isLabelled
    ? names.classes(path, options.classes ?? metadata.classes)
    : { classes: ['not labelled'] };
  const isTable = first.features.every(({ width }) => width === 1) && table.named !== false;
  const columns = isTable ? first.features.map(({ name }) => name) : metadata.columns;
  const shapeFor = (type: NumberType): readonly number[] =>
    guessedShape(path, form.width, type, {
      given: options.shape ?? metadata.shape,
      names: isTable ? columns : undefined,
    });
  // Images of whole numbers in a wider type, as pandas writes them, are bytes all the same: CSV has no types to tell.
  const type = form.bytes && shapeFor('uint8').length === 3 && isTable ? 'uint8' : form.type;
  const info: RowsInfo = {
    name: metadata.name ?? datasetName(path),
    shape: shapeFor(type),
    classes,
    ...(columns?.length === form.width && { columns }),
    type,
    rows,
    provenance: metadata.provenance ?? { source: path, steps: [] },
  };
  return { info, batches: () => batches(table, info, options, rolesOf) };
}

/** The columns of a model, which all have to be there; lists are taken as they are, their names stand elsewhere. */
function wantedOf(path: string, columns: readonly Column[], wanted: readonly string[] | undefined): TableReadOptions {
  if (!wanted || columns.some((column) => 'width' in column && column.width !== 1)) return {};
  const lacking = wanted.filter((name) => !columns.some((column) => column.name === name));
  if (lacking.length === 0) return { features: wanted };
  const shown = (names: readonly string[]): string =>
    names.slice(0, 12).join(', ') + (names.length > 12 ? ', ...' : '');
  throw new SelvedgeError(
    'shape-mismatch',
    `${path}: it lacks ${shown(lacking)}; need the columns of the training rows: ${shown(wanted)}. It has ${shown(columns.map(({ name }) => name))}.`,
  );
}

async function* batches(
  table: Table,
  info: RowsInfo,
  { signal, isLabelled = true }: Reading,
  rolesOf: (batch: TableBatch) => ColumnRoles,
): AsyncGenerator<RowsBatch, void> {
  const { path } = table;
  for await (const batch of table.batches()) {
    throwIfAborted(signal, path);
    const { label, features, id, weights } = rolesOf(batch);
    const width = features.reduce((sum, feature) => sum + feature.width, 0);
    yield {
      features: matrix(join(path, features, batch.rows, width, info.type), batch.rows, width),
      labels: isLabelled && label ? labelsOf(path, label, info.classes) : new Uint16Array(batch.rows),
      ...(id && { ids: textsOf(id) }),
      ...(weights && { weights: weightsOf(path, weights) }),
    };
  }
}

function labelsOf(path: string, label: Column, classes: readonly string[]): Uint16Array {
  const names = new LabelNames();
  const ids = labelIds(path, label, names);
  const { numbers } = names.classes(path, classes);
  return ids.map((id) => numbers[id]);
}

function labelIds(path: string, label: Column, names: LabelNames): Uint16Array {
  if ('unread' in label)
    throw badTable(path, `column '${label.name}' ${label.unread}; a label is a text or a whole number`);
  const texts = label.written ?? ('texts' in label ? label.texts : undefined);
  if (texts) return Uint16Array.from(texts, (text) => names.ofText(checkedLabel(path, text)));
  return Uint16Array.from((label as NumberColumn).numbers as ArrayLike<number>, (number) => {
    // A number of 64 bits would share its nearest float64 with others.
    if (typeof number === 'bigint' && !Number.isSafeInteger(Number(number))) return names.ofText(String(number));
    const plain = Number(number);
    if (!Number.isInteger(plain))
      throw badTable(path, `label ${plain} in column '${label.name}' is not a whole number or a text`);
    return plain >= 0 && plain <= 65_535 ? names.ofNumber(plain) : names.ofText(String(plain));
  });
}

function checkedLabel(path: string, text: string | null): string {
  if (text !== null && text.trim() !== '') return text;
  throw badTable(path, 'an empty label');
}

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
  for (const { name, numbers, width } of features) {
    for (let row = 0; row < rows; row++) {
      for (let at = 0; at < width; at++) {
        const value = numbers[row * width + at];
        if (typeof value === 'bigint' && !Number.isSafeInteger(Number(value))) {
          throw badTable(path, `${value} in column '${name}' is beyond the whole numbers that float64 holds`);
        }
        values[row * columns + start + at] = Number(value);
      }
    }
    start += width;
  }
  return values;
}
