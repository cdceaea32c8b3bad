import {
  didYouMean,
  matrix,
  type Numbers,
  type NumericArray,
  numbersIn,
  SelvedgeError,
  throwIfAborted,
} from '@selvedge/data';
import { LabelNames } from '../csv/label-names.js';
import type { CollectOptions } from '../rows/collect.js';
import { datasetName } from '../rows/dataset-name.js';
import { conventionalLabel, unnamedLabel } from '../rows/label-column.js';
import { NUMBER_ARRAYS, type NumberType, type RowsBatch, type RowsInfo, type RowsSource } from '../rows/rows.js';
import { decodeMetadata } from './metadata.js';
import { badTable, type Column, type Table, type TableBatch, type TableReadOptions } from './table.js';

/**
 * Labelled rows of a file of columns. It is read once before, for the number of rows and the classes.
 *
 * @throws SelvedgeError `corrupt-file`, `invalid-argument` for a column that is not there, `shape-mismatch`
 */
export async function tableRows(table: Table, options: TableReadOptions & CollectOptions): Promise<RowsSource> {
  const { path } = table;
  const metadata = decodeMetadata(path, table.metadata);
  const names = new LabelNames();
  let rows = 0;
  let form: Form | undefined;
  for await (const batch of table.batches()) {
    throwIfAborted(options.signal, path);
    const next = formOf(path, batch, options);
    form ??= next;
    if (form.columns !== next.columns) throw badTable(path, `rows of ${form.columns} and of ${next.columns} numbers`);
    form = { ...form, type: wider(form.type, next.type) };
    labelIds(path, next.label, names);
    rows += batch.rows;
  }
  if (!form || rows === 0) throw badTable(path, 'it holds no rows');
  const { classes } = names.classes(path, options.classes ?? metadata.classes);
  const info: RowsInfo = {
    name: metadata.name ?? datasetName(path),
    shape: shapeOf(path, form, options.shape ?? metadata.shape),
    classes,
    ...(form.features.every(({ width }) => width === 1) && { columns: form.features.map(({ name }) => name) }),
    type: form.type,
    rows,
    provenance: metadata.provenance ?? { source: path, steps: [] },
  };
  return { info, batches: () => batches(table, info, options) };
}

/** Which columns of a batch are which. */
interface Form {
  readonly label: Column;
  readonly features: readonly Extract<Column, { numbers: NumericArray }>[];
  readonly columns: number;
  readonly type: NumberType;
}

async function* batches(
  table: Table,
  info: RowsInfo,
  options: TableReadOptions & CollectOptions,
): AsyncGenerator<RowsBatch, void> {
  for await (const batch of table.batches()) {
    throwIfAborted(options.signal, table.path);
    const { label, features, columns } = formOf(table.path, batch, options);
    const names = new LabelNames();
    const ids = labelIds(table.path, label, names);
    const { numbers } = names.classes(table.path, info.classes);
    const values = join(table.path, features, batch.rows, columns, info.type);
    yield { features: matrix(values, batch.rows, columns), labels: ids.map((id) => numbers[id]) };
  }
}

/** What pandas calls a column that is its index and not data. */
const PANDAS_INDEX = /^__index_level_\d+__$/;

function formOf(path: string, { columns }: TableBatch, options: TableReadOptions): Form {
  const label = options.label === undefined ? guessLabel(path, columns) : named(path, columns, options.label);
  if ('width' in label && label.width !== 1)
    throw badTable(path, `column '${label.name}' holds lists; a label is one value`);
  const others = columns.filter((column) => column !== label && !PANDAS_INDEX.test(column.name));
  const lists = others.filter((column) => 'numbers' in column && column.width !== 1);
  const chosen =
    options.features !== undefined ? [named(path, columns, options.features)] : lists.length === 1 ? lists : others;
  const features = chosen.map((column) => {
    if ('numbers' in column) return column;
    throw badTable(
      path,
      `column '${column.name}' holds texts; features are numbers. Leave it out, or name it as the label`,
    );
  });
  if (features.length === 0) throw badTable(path, 'it has no column of numbers beside the label');
  return {
    label,
    features,
    columns: features.reduce((sum, { width }) => sum + width, 0),
    type: features.map(({ numbers }) => typeOf(numbers)).reduce(wider),
  };
}

function guessLabel(path: string, columns: readonly Column[]): Column {
  const single = columns.filter((column) => !('width' in column) || column.width === 1);
  const named = conventionalLabel(single.map(({ name }) => name));
  if (named >= 0) return single[named];
  if (single.length === 0) throw badTable(path, 'it has no column for the label');
  throw unnamedLabel(
    path,
    columns.map(({ name }) => name),
  );
}

function named(path: string, columns: readonly Column[], name: string): Column {
  const found = columns.find((column) => column.name === name);
  if (found) return found;
  const names = columns.map((column) => column.name);
  const near = didYouMean(name, names);
  throw new SelvedgeError(
    'invalid-argument',
    `${path}: no column named '${name}'${near ? `; did you mean '${near}'?` : `; columns are ${names.slice(0, 12).join(', ')}.`}`,
  );
}

function labelIds(path: string, label: Column, names: LabelNames): Uint16Array {
  if ('texts' in label) return Uint16Array.from(label.texts, (text) => names.ofText(checkedLabel(path, text)));
  return Uint16Array.from(label.numbers as ArrayLike<number>, (number) => {
    // A number of 64 bits would share its nearest float64 with others.
    if (typeof number === 'bigint' && !Number.isSafeInteger(Number(number))) return names.ofText(String(number));
    const plain = Number(number);
    if (!Number.isInteger(plain))
      throw badTable(path, `label ${plain} in column '${label.name}' is not a whole number or a text`);
    return plain >= 0 && plain <= 65_535 ? names.ofNumber(plain) : names.ofText(String(plain));
  });
}

function checkedLabel(path: string, text: string): string {
  if (text.trim() !== '') return text;
  throw badTable(path, 'an empty label');
}

const ORDER: readonly NumberType[] = ['uint8', 'float32', 'float64'];
const wider = (a: NumberType, b: NumberType): NumberType => ORDER[Math.max(ORDER.indexOf(a), ORDER.indexOf(b))];

/** The element type that holds every value of an array exactly. */
function typeOf(numbers: NumericArray): NumberType {
  if (numbers instanceof Uint8Array) return 'uint8';
  const narrow = numbers.BYTES_PER_ELEMENT <= 2 || numbers instanceof Float32Array;
  return narrow ? 'float32' : 'float64';
}

function join(path: string, features: Form['features'], rows: number, columns: number, type: NumberType): Numbers {
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

function shapeOf(
  path: string,
  { columns, features, type }: Form,
  given: readonly number[] | undefined,
): readonly number[] {
  if (given) {
    if (numbersIn(given) === columns) return given;
    throw new SelvedgeError(
      'shape-mismatch',
      `${path}: shape [${given.join(', ')}] needs ${numbersIn(given)} numbers a row; the file has ${columns}.`,
    );
  }
  const side = Math.sqrt(columns);
  const image = type === 'uint8' && features.length === 1 && columns >= 64 && Number.isInteger(side);
  return image ? [side, side, 1] : [columns];
}
