import {
  type DataType,
  Dictionary,
  Field,
  FixedSizeList,
  Float64,
  Int8,
  Int32,
  makeData,
  Table,
  Utf8,
  Vector,
  vectorFromArray,
} from 'apache-arrow';
import { fromArrow } from './arrow-table.js';

const PAIRS = new FixedSizeList(2, new Field('item', new Float64(), false));

/** A table whose labels are in one dictionary per list of them. */
function table<T extends DataType>(type: T, ...labels: unknown[][]): Table {
  const [first, ...others] = labels.map((each) => vectorFromArray(each, new Dictionary(type, new Int8(), 0)));
  const rows = labels.flat().length;
  const child = makeData({
    type: new Float64(),
    length: 2 * rows,
    data: Float64Array.from({ length: 2 * rows }, (_, at) => at),
  });
  const features = new Vector([makeData({ type: PAIRS, length: rows, nullCount: 0, child })]);
  return new Table({ label: first.concat(...others), features });
}

test('classes are those of all batches, whose dictionaries may differ', () => {
  const { labels, classes, features } = fromArrow(table(new Utf8(), ['a', 'b', 'a'], ['c', 'b']));
  expect([classes, [...labels]]).toEqual([
    ['a', 'b', 'c'],
    [0, 1, 0, 2, 1],
  ]);
  expect([...features.values]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('classes may be a dictionary of numbers', () => {
  const { labels, classes } = fromArrow(table(new Int32(), [7, 3, 7]));
  expect([classes, [...labels]]).toEqual([
    ['7', '3'],
    [0, 1, 0],
  ]);
});

test('a label that the metadata do not list is refused with its name', () => {
  const given = table(new Utf8(), ['a', 'b']);
  given.schema.metadata.set('selvedge.classes', '["a"]');
  expect(() => fromArrow(given)).toThrow(/'b' is the label of a row and none of the classes a\. Leave such rows out/);
});
