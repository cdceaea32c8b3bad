/** A column of a table that is written at once. */
export interface WrittenColumn {
  readonly name: string;
  readonly type: 'INT32' | 'STRING' | 'FLOAT';
  readonly values: readonly (string | number)[];
}

/** A table of plain columns as a Parquet file. */
export async function parquetOfColumns(columns: readonly WrittenColumn[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  const columnData = columns.map(({ name, type, values }) => ({ name, type, data: [...values], nullable: false }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
