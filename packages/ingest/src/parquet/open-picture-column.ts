import { throwIfAborted } from '@selvedge/data/checks';
import type { ByteSource } from '../bytes/byte-source.js';
import { LabelNames } from '../csv/label-names.js';
import { type PictureFile, type PictureOptions, pictureRows } from '../pictures/picture-rows.js';
import type { CollectOptions } from '../rows/collect.js';
import { datasetName } from '../rows/dataset-name.js';
import type { DigestibleRows } from '../store/rows-store.js';
import { labelColumn } from '../table/column-roles.js';
import type { TableReadOptions } from '../table/table.js';
import { labelIds } from '../table/table-rows.js';
import { parquetTable } from './open-parquet.js';
import type { PictureColumn } from './picture-columns.js';

export { pictureColumn } from './picture-columns.js';

/**
 * Opens the pictures inside of a Parquet file, a row each, with the names of their classes where the file has them. Rows are named
 * by their numbers.
 *
 * @throws SelvedgeError what `labelColumn`, `labelIds` and `pictureRows` throw
 */
export async function openPictureColumn(
  source: ByteSource,
  pictures: PictureColumn,
  options: PictureOptions & TableReadOptions & CollectOptions,
  isLabelled: boolean,
): Promise<DigestibleRows> {
  const { path } = source;
  const { column, rows, classNames, read } = pictures;
  const names = new LabelNames();
  const ids: number[] = [];
  let given = options.classes;
  if (isLabelled) {
    for await (const { columns } of (await parquetTable(source)).batches()) {
      throwIfAborted(options.signal, path);
      const label = labelColumn(path, columns, { ...options, drop: [options.drop ?? [], column].flat() }, [], true);
      if (!label) continue;
      given ??= classNames.get(label.name);
      for (const id of labelIds(path, label, names)) ids.push(id);
    }
  }
  const { classes, numbers } = isLabelled ? names.classes(path, given) : { classes: ['unknown'], numbers: [0] };
  const files = Array.from(
    { length: rows },
    (_, row): PictureFile => ({
      path: `${path}: row ${row}`,
      id: String(row),
      label: numbers[ids[row] ?? 0],
      read: () => read(row),
    }),
  );
  const about = { name: datasetName(path), classes, provenance: { source: path, steps: [] } };
  return pictureRows(files, about, options);
}
