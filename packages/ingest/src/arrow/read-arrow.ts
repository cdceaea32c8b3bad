import { SelvedgeError } from '@selvedge/data';
import type { ByteSource } from '../bytes/byte-source.js';
import { openBytes } from '../bytes/open-bytes.js';
import type { CollectOptions } from '../rows/collect.js';
import type { RowsSource } from '../rows/rows.js';
import { badTable, type Table, type TableBatch, type TableReadOptions, unsupportedTable } from '../table/table.js';
import { tableRows } from '../table/table-rows.js';
import { ARROW_MAGIC, fileMessages } from './arrow-file.js';
import { streamMessages } from './arrow-stream.js';
import type { FlatTable } from './flat-table.js';
import { HEADER } from './message.js';
import { readRecordBatch } from './record-batch.js';
import { type ArrowSchema, readSchema } from './schema.js';

/**
 * Opens an Arrow IPC file or stream for reading in batches (distinguished by the first bytes). Reading is our own and not
 * apache-arrow's: see docs/decisions/0012. Big-endian files are refused. Columns of types that are
 * not read are stepped over, and refused where they are asked for.
 */
export async function readArrow(
  source: ByteSource,
  options: TableReadOptions & CollectOptions = {},
): Promise<RowsSource> {
  return tableRows(await arrowTable(source), options);
}

/** The same as columns. */
export async function arrowTable(source: ByteSource): Promise<Table> {
  const { path } = source;
  const file = await isArrowFile(source);
  if (!file && (await isFeather1(source)))
    throw unsupportedTable(
      path,
      'it is Feather 1, which Arrow gave up in 2020. Write it again, as Feather 2 or Parquet',
    );
  const items = arrowBatches(source, file);
  const first = await items.next();
  await items.return();
  if (first.done || !('fields' in first.value)) throw badTable(path, 'it holds no schema');
  return { path, metadata: first.value.metadata, batches: () => batchesOf(source, file) };
}

async function isArrowFile(source: ByteSource): Promise<boolean> {
  for await (const piece of openBytes(source))
    return new TextDecoder('latin1').decode(piece.subarray(0, 6)) === ARROW_MAGIC;
  throw badTable(source.path, 'the file is empty');
}

async function isFeather1(source: ByteSource): Promise<boolean> {
  for await (const piece of openBytes(source)) return new TextDecoder('latin1').decode(piece.subarray(0, 4)) === 'FEA1';
  return false;
}

async function* batchesOf(source: ByteSource, file: boolean): AsyncGenerator<TableBatch, void> {
  for await (const item of arrowBatches(source, file)) if ('rows' in item) yield item;
}

/** The schema, then each batch. */
export async function* arrowBatches(source: ByteSource, file: boolean): AsyncGenerator<ArrowSchema | TableBatch, void> {
  const { path } = source;
  try {
    let schema: ArrowSchema | undefined;
    const dictionaries = new Map<number, readonly (string | null)[]>();
    for await (const { message, body } of file ? fileMessages(source) : streamMessages(source)) {
      const { type, header } = message;
      if (!schema) {
        if (type !== HEADER.schema) throw badTable(path, 'it does not begin with a schema');
        schema = readSchema(path, header);
        yield schema;
      } else if (type === HEADER.dictionary) readDictionary(path, header, body, schema, dictionaries, file);
      else if (type === HEADER.batch) {
        const batch = readRecordBatch(path, header, body, schema.fields, dictionaries);
        if (batch.rows > 0) yield batch;
      } else throw badTable(path, `a message of kind ${type} where a batch belongs`);
    }
  } catch (cause) {
    // Damaged metadata surface as errors of `DataView` and `TextDecoder`: reported as a damaged file.
    const damaged = !(cause instanceof SelvedgeError) && (cause instanceof RangeError || cause instanceof TypeError);
    throw damaged ? badTable(path, 'its Arrow metadata are damaged', cause) : cause;
  }
}

function readDictionary(
  path: string,
  header: FlatTable,
  body: Uint8Array,
  { fields, unreadDictionaries }: ArrowSchema,
  dictionaries: Map<number, readonly (string | null)[]>,
  file: boolean,
): void {
  const id = header.int64(0);
  if (unreadDictionaries.has(id)) return;
  const data = header.table(1);
  const field = fields.find(({ layout }) => layout.kind === 'dictionary' && layout.id === id);
  if (!data || field?.layout.kind !== 'dictionary') throw badTable(path, `dictionary ${id} belongs to no column`);
  const values = [{ name: field.name, layout: field.layout.values }];
  const [column] = readRecordBatch(path, data, body, values, dictionaries).columns;
  if ('unread' in column) throw unsupportedTable(path, `dictionary ${id} ${column.unread}`);
  const texts =
    'texts' in column
      ? column.texts
      : Array.from(column.numbers as ArrayLike<number>, (value) => (Number.isNaN(value) ? null : String(value)));
  const before = dictionaries.get(id);
  const isMore = header.uint8(2) === 1;
  // In a stream it holds for the batches behind it; a file has its dictionaries in any order.
  if (before && !isMore && file)
    throw unsupportedTable(path, `dictionary ${id} is there twice, which files do not allow`);
  dictionaries.set(id, before && isMore ? [...before, ...texts] : texts);
}
