import { SelvedgeError } from '@selvedge/data';
import { parquetRead } from 'hyparquet';
import type { ByteSource } from '../bytes/byte-source.js';
import { COMPRESSORS, PageCheck } from './check-pages.js';
import { explained, openParquetFile, type ParquetFile } from './parquet-file.js';

/** Pictures inside of a Parquet file, as the data sets of Hugging Face have them: a column of `{ bytes, path }`. */
export interface PictureColumn {
  readonly column: string;
  /** Of each row, in their order; read together with their neighbours, a group of rows at a time. */
  readonly rows: number;
  /** Names of class numbers by column, where the metadata has them (`ClassLabel`). */
  readonly classNames: ReadonlyMap<string, readonly string[]>;
  read(row: number): Promise<Uint8Array>;
}

/** Groups of rows that stay in memory: rows are asked for in their order, some at once. */
const GROUPS_KEPT = 2;
const MAX_GROUP_BYTES = 2 ** 31;

/**
 * The column of pictures of a Parquet file; undefined where it has none.
 *
 * @param named - the column, where there are several
 * @throws SelvedgeError `corrupt-file`; `unsupported` for groups of rows of more than 2 GiB; `invalid-argument` for several
 * columns of which none is named
 */
export async function pictureColumn(source: ByteSource, named?: string): Promise<PictureColumn | undefined> {
  const { path } = source;
  const { metadata, close } = await openParquetFile(source);
  await close();
  const columns = metadata.schema.flatMap(({ name, num_children: children }, at) => {
    const [bytes, file] = [metadata.schema[at + 1], metadata.schema[at + 2]];
    const isPicture =
      at > 0 && children === 2 && bytes?.name === 'bytes' && bytes.type === 'BYTE_ARRAY' && file?.name === 'path';
    return isPicture ? [name] : [];
  });
  if (columns.length === 0 || (named !== undefined && !columns.includes(named))) return undefined;
  if (columns.length > 1 && named === undefined) throw several(path, columns);
  const column = named ?? columns[0];
  const groups = metadata.row_groups.map(({ num_rows: rows }) => Number(rows));
  const starts = groups.map((_, at) => groups.slice(0, at).reduce((sum, rows) => sum + rows, 0));
  const kept = new Map<number, Promise<readonly Uint8Array[]>>();
  const groupAt = (at: number): Promise<readonly Uint8Array[]> => {
    const found = kept.get(at) ?? readGroup(source, column, at, starts[at], groups[at]);
    kept.delete(at);
    kept.set(at, found); // the last one used is the last one to go
    for (const other of [...kept.keys()].slice(0, -GROUPS_KEPT)) kept.delete(other);
    return found;
  };
  const info = metadata.key_value_metadata?.find(({ key }) => key === 'huggingface')?.value;
  return {
    column,
    rows: groups.reduce((sum, rows) => sum + rows, 0),
    classNames: classNamesOf(info),
    async read(row) {
      const at = starts.findLastIndex((start) => start <= row);
      return (await groupAt(at))[row - starts[at]];
    },
  };
}

async function readGroup(
  source: ByteSource,
  column: string,
  at: number,
  rowStart: number,
  rows: number,
): Promise<readonly Uint8Array[]> {
  const { path } = source;
  const file = await openParquetFile(source);
  try {
    const values: unknown[] = [];
    await explained(path, () => groupValues(path, file, column, at, rowStart, rows, values));
    return values.map((value, row) => {
      const bytes = (value as { readonly bytes?: unknown } | null)?.bytes;
      if (bytes instanceof Uint8Array) return bytes;
      throw noBytes(path, column, rowStart + row);
    });
  } finally {
    await file.close();
  }
}

async function groupValues(
  path: string,
  { metadata, buffer }: ParquetFile,
  column: string,
  at: number,
  rowStart: number,
  rows: number,
  values: unknown[],
): Promise<void> {
  const group = metadata.row_groups[at];
  const own = group.columns.filter(({ meta_data: chunk }) => chunk?.path_in_schema[0] === column);
  const unpacked = own.reduce((sum, { meta_data: chunk }) => sum + Number(chunk?.total_uncompressed_size ?? 0), 0);
  if (unpacked > MAX_GROUP_BYTES) throw largeGroup(path, unpacked);
  await new PageCheck(metadata, path).check(buffer, group, [column]);
  await parquetRead({
    file: buffer,
    metadata,
    columns: [column],
    compressors: COMPRESSORS,
    rowStart,
    rowEnd: rowStart + rows,
    utf8: false, // bytes stay bytes; texts are marked as such
    onChunk: ({ columnData }) => {
      for (const value of columnData as ArrayLike<unknown> & Iterable<unknown>) values.push(value);
    },
  });
  if (values.length !== rows)
    throw new SelvedgeError(
      'corrupt-file',
      `${path}: column '${column}' has ${values.length} values in a group of ${rows} rows.`,
    );
}

/** `{ info: { features: { label: { names: [...], _type: 'ClassLabel' } } } }` */
function classNamesOf(text: string | undefined): ReadonlyMap<string, readonly string[]> {
  try {
    const { info }: { info?: { features?: Record<string, { names?: unknown } | null> } } = JSON.parse(text ?? '{}');
    return new Map(
      Object.entries(info?.features ?? {}).flatMap(([name, feature]) => {
        const names = feature?.names;
        const areNames = Array.isArray(names) && names.every((each) => typeof each === 'string' && each !== '');
        return areNames && new Set(names).size === names.length ? [[name, names as string[]] as const] : [];
      }),
    );
  } catch {
    return new Map(); // of another writer, who may put there what it likes
  }
}

const several = (path: string, columns: readonly string[]): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `${path}: ${columns.length} columns of pictures (${columns.join(', ')}). Name one: imageColumn: ${columns[0]}.`,
  );

const noBytes = (path: string, column: string, row: number): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${path}: row ${row} has no bytes in column '${column}', only the path of a picture elsewhere. Save the data set with its pictures inside.`,
  );

const largeGroup = (path: string, bytes: number): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${path}: a group of rows unpacks to ${bytes} bytes of pictures; at most ${MAX_GROUP_BYTES} are read at once. Write it with smaller row groups.`,
  );
