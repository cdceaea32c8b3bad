import { type Labels, type Matrix, matrix, SelvedgeError } from '@selvedge/data';
import { joined } from '@selvedge/data/arithmetic';
import {
  Field,
  FixedSizeList,
  Float32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Uint16,
  Uint32,
} from 'apache-arrow';
import { arrowBatches } from '../arrow/read-arrow.js';
import { memorySource } from '../bytes/memory-source.js';
import type { Column } from '../table/table.js';

/** What a classifier predicts for rows, and what they are. */
export interface PredictedRows {
  readonly classes: readonly string[];
  readonly truth: Labels;
  readonly predicted: Labels;
  /** Rows x classes. */
  readonly probabilities?: Matrix<Float32Array>;
}

const CLASSES = 'selvedge.classes';

/**
 * Predictions as an Arrow IPC file, readable by pyarrow, Polars and DuckDB: `row` (uint32), `label` and `predicted`
 * (uint16 class numbers), `probabilities` (a list of float32, as long as there are classes). Class names are in the
 * schema's metadata, `selvedge.classes`, as a JSON list.
 */
export function encodePredictions({ classes, truth, predicted, probabilities }: PredictedRows): Uint8Array {
  const rows = truth.length;
  const list = new FixedSizeList(classes.length, new Field('item', new Float32()));
  const fields = [
    new Field('row', new Uint32()),
    new Field('label', new Uint16()),
    new Field('predicted', new Uint16()),
    ...(probabilities ? [new Field('probabilities', list)] : []),
  ];
  const schema = new Schema(fields, new Map([[CLASSES, JSON.stringify(classes)]]));
  const children = [
    makeData({ type: new Uint32(), data: Uint32Array.from({ length: rows }, (_, row) => row) }),
    makeData({ type: new Uint16(), data: truth }),
    makeData({ type: new Uint16(), data: predicted }),
    ...(probabilities
      ? [makeData({ type: list, length: rows, child: makeData({ type: new Float32(), data: probabilities.values }) })]
      : []),
  ];
  const batch = new RecordBatch(schema, makeData({ type: new Struct(fields), length: rows, children }));
  return tableToIPC(new Table(schema, [batch]), 'file');
}

/**
 * Reads what `encodePredictions` made.
 *
 * @param what - names the file in errors
 * @throws SelvedgeError `corrupt-file` for anything else
 */
export async function decodePredictions(bytes: Uint8Array, what: string): Promise<PredictedRows> {
  try {
    // Not by apache-arrow, which loops without end on some damaged files.
    return await readPredictions(bytes);
  } catch (cause) {
    const why = (cause as Error).message.replace(/\.$/, '');
    throw new SelvedgeError('corrupt-file', `${what}: these are not the predictions of a run: ${why}.`, { cause });
  }
}

async function readPredictions(bytes: Uint8Array): Promise<PredictedRows> {
  let classes: readonly string[] = [];
  const truth: Labels[] = [];
  const predicted: Labels[] = [];
  const listed: Float32Array[] = [];
  for await (const item of arrowBatches(memorySource('the table', bytes), true)) {
    if ('fields' in item) {
      classes = classesOf(item.metadata.get(CLASSES));
      continue;
    }
    truth.push(labelsOf(item.columns, 'label', classes.length));
    predicted.push(labelsOf(item.columns, 'predicted', classes.length));
    const column = item.columns.find(({ name }) => name === 'probabilities');
    if (column === undefined) continue;
    if (!('numbers' in column && column.numbers instanceof Float32Array && column.width === classes.length))
      throw new Error(`its probabilities are not ${classes.length} numbers of float32 a row`);
    listed.push(column.numbers);
  }
  const rows = truth.reduce((sum, { length }) => sum + length, 0);
  return {
    classes,
    truth: joined(Uint16Array, truth),
    predicted: joined(Uint16Array, predicted),
    ...(listed.length > 0 && { probabilities: matrix(joined(Float32Array, listed), rows, classes.length) }),
  };
}

function classesOf(text: string | undefined): readonly string[] {
  const classes: unknown = JSON.parse(text ?? 'null');
  if (Array.isArray(classes) && classes.every((name) => typeof name === 'string')) return classes;
  throw new Error('its metadata name no classes');
}

function labelsOf(columns: readonly Column[], name: string, classes: number): Labels {
  const column = columns.find((each) => each.name === name);
  if (!(column && 'numbers' in column && column.numbers instanceof Uint16Array && column.width === 1))
    throw new Error(`there is no column '${name}' of uint16`);
  const other = column.numbers.find((label) => label >= classes);
  if (other !== undefined) throw new Error(`class ${other} in column '${name}', of ${classes} classes`);
  return column.numbers;
}
