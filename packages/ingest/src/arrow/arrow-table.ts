import { type Dataset, dataset, matrix, type Numbers, SelvedgeError } from '@selvedge/data';
import { listed } from '@selvedge/data/text';
import { DataType, type FixedSizeList, Table, type Vector } from 'apache-arrow';
import { rowsOf } from '../rows/rows-of.js';
import { decodeMetadata } from '../table/metadata.js';
import { ArrowLayout } from './arrow-schema.js';

/**
 * A data set as an Arrow table: `label`, a dictionary of class names, and `features`, a list of fixed length per row.
 * Shape, classes and provenance are in the schema's metadata. The numbers are not copied.
 */
export async function toArrow(source: Dataset): Promise<Table> {
  const rows = rowsOf(source);
  const layout = new ArrowLayout(rows.info);
  const batches = [];
  for await (const batch of rows.batches()) batches.push(layout.batch(batch));
  return new Table(layout.schema, batches);
}

/**
 * A data set from an Arrow table of the layout that `toArrow` makes. Numbers of a single batch are not copied.
 *
 * @throws SelvedgeError `unsupported` for another layout (write it as a file and use `readDataset`, which reads more)
 */
export function fromArrow(table: Table, name = 'arrow'): Dataset {
  const metadata = decodeMetadata(name, table.schema.metadata);
  const label = table.getChild('label');
  const features = table.getChild('features');
  const listed = features && DataType.isFixedSizeList(features.type);
  const coded = label && DataType.isDictionary(label.type);
  if (!listed || !coded || label.nullCount + features.nullCount > 0) throw otherLayout(name);
  const columns = (features.type as FixedSizeList).listSize;
  const classes = metadata.classes ?? classesOf(label);
  const positions = new Map(classes.map((className, at) => [className, at]));
  return dataset({
    name: metadata.name ?? name,
    features: matrix(numbersOf(features as Vector<FixedSizeList>, columns, name), table.numRows, columns),
    labels: Uint16Array.from(label as Iterable<unknown>, (className) => {
      const at = className === null ? undefined : positions.get(String(className));
      if (at === undefined) throw noClass(name, className, classes);
      return at;
    }),
    classes,
    shape: metadata.shape ?? [columns],
    provenance: metadata.provenance ?? { source: name, steps: [] },
  });
}

/** Those of all batches, whose dictionaries may differ; a null in one is none. */
function classesOf(label: Vector): string[] {
  const names = label.data.flatMap(({ dictionary }) => Array.from(dictionary ?? []));
  return [...new Set(names.filter((className) => className !== null).map(String))];
}

const noClass = (name: string, className: unknown, classes: readonly string[]): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${name}: ${className === null ? 'a null in its dictionary' : `'${className}'`} is the label of a row and none of the classes ${listed(classes)}. Leave such rows out.`,
  );

function numbersOf(features: Vector<FixedSizeList>, columns: number, name: string): Numbers {
  // A slice keeps its rows in `children` and its offset as well, which counts for its validity alone.
  const parts = features.data.map(({ children, length }) => {
    const values: unknown = children[0].values.subarray(0, length * columns);
    const known = values instanceof Uint8Array || values instanceof Float32Array || values instanceof Float64Array;
    if (!known || children[0].nullCount > 0) throw otherLayout(name);
    return values;
  });
  if (parts.length === 1) return parts[0];
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  const joined = new ((parts[0]?.constructor ?? Uint8Array) as Uint8ArrayConstructor)(total);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

const otherLayout = (name: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${name}: not a table as toArrow makes it: need 'label', a dictionary, and 'features', a FixedSizeList of uint8, ` +
      'float32 or float64, without nulls. Write the table as an IPC file and use readDataset, which reads more layouts.',
  );
