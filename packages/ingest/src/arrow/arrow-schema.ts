import { numbersIn } from '@selvedge/data/checks';
import {
  type DataType,
  Dictionary,
  Field,
  FixedSizeList,
  Float32,
  Float64,
  Int16,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Uint8,
  Utf8,
  type Vector,
  vectorFromArray,
} from 'apache-arrow';
import type { NumberType, RowsBatch, RowsInfo } from '../rows/rows.js';
import { encodeMetadata } from '../table/metadata.js';

const TYPES: Readonly<Record<NumberType, () => DataType>> = {
  uint8: () => new Uint8(),
  float32: () => new Float32(),
  float64: () => new Float64(),
};

/** How rows are laid out in Arrow: a dictionary of class names, and a list of fixed length for the numbers. */
export class ArrowLayout {
  readonly schema: Schema;
  readonly #classes: Vector<Utf8>;
  readonly #label: Dictionary<Utf8, Int16 | Int32>;
  readonly #list: FixedSizeList;
  readonly #columns: number;

  constructor(info: RowsInfo) {
    this.#columns = numbersIn(info.shape);
    this.#label = new Dictionary(new Utf8(), info.classes.length <= 32_768 ? new Int16() : new Int32(), 0);
    this.#list = new FixedSizeList(this.#columns, new Field('item', TYPES[info.type](), false));
    this.#classes = vectorFromArray([...info.classes], new Utf8());
    const fields = [new Field('label', this.#label, false), new Field('features', this.#list, false)];
    this.schema = new Schema(fields, encodeMetadata(info));
  }

  batch({ features, labels }: RowsBatch): RecordBatch {
    const { rows, values } = features;
    const codes = this.#label.indices instanceof Int16 ? Int16Array.from(labels) : Int32Array.from(labels);
    const label = makeData({
      type: this.#label,
      length: rows,
      nullCount: 0,
      data: codes as Int16Array,
      dictionary: this.#classes,
    });
    const item = makeData({
      type: this.#list.children[0].type as Uint8,
      length: rows * this.#columns,
      nullCount: 0,
      data: values as Uint8Array,
    });
    const list = makeData({ type: this.#list, length: rows, nullCount: 0, child: item });
    const type = new Struct(this.schema.fields);
    return new RecordBatch(this.schema, makeData({ type, length: rows, nullCount: 0, children: [label, list] }));
  }
}
