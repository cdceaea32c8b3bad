import { type Labels, type Matrix, SelvedgeError } from '@selvedge/data';
import {
  Field,
  FixedSizeList,
  Float32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableFromIPC,
  tableToIPC,
  Uint16,
  Uint32,
} from 'apache-arrow';

/** What a classifier said about rows, and what they are. */
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
export function decodePredictions(bytes: Uint8Array, what: string): PredictedRows {
  try {
    const table = tableFromIPC(bytes);
    const classes = JSON.parse(table.schema.metadata.get(CLASSES) ?? 'null') as string[];
    const column = (name: string): Labels => {
      const values: unknown = table.getChild(name)?.toArray();
      if (!(values instanceof Uint16Array)) throw new Error(`there is no column '${name}' of uint16`);
      return values.slice();
    };
    if (!Array.isArray(classes)) throw new Error('its metadata names no classes');
    const listed = table.getChild('probabilities')?.data[0]?.children[0]?.values as unknown;
    return {
      classes,
      truth: column('label'),
      predicted: column('predicted'),
      ...(listed instanceof Float32Array && {
        probabilities: {
          values: listed.slice(0, table.numRows * classes.length),
          rows: table.numRows,
          columns: classes.length,
        },
      }),
    };
  } catch (error) {
    throw new SelvedgeError('corrupt-file', `${what}: these are no predictions: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}
