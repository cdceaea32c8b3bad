import type { Column, Table, TableBatch, TableReadOptions } from './table.js';

/** A column of a file without a header: its position, or a category of it. */
const PLACE = /^(\d+)(?:=|$)/;

/**
 * Columns of a model by their positions, as those of files without a header are where some are categories (`3=Bern`):
 * how many columns of the file they are. Undefined for names.
 */
export function placesOf(columns: readonly string[] | undefined): number | undefined {
  const places = columns?.map((name) => PLACE.exec(name)?.[1]);
  return places?.every((place) => place !== undefined) ? new Set(places).size : undefined;
}

/**
 * A table whose columns are named by the positions that they had among the training rows. Rows to predict may lack the
 * label's column, and those behind it stand a place earlier.
 *
 * @param features - columns of the file that are features
 */
export function asAmongTraining(table: Table, { trained = {} }: TableReadOptions, features: number): Table {
  const { label, id, weights, drop = [] } = trained;
  const others = [id ?? [], weights ?? [], drop].flat().length;
  if (typeof label !== 'number' || label < 0) return table;
  const later = (column: Column): Column => ({ ...column, name: String(Number(column.name) + 1) });
  const placed = (columns: readonly Column[]): readonly Column[] =>
    columns.length - others > features ? columns : columns.map((column, at) => (at < label ? column : later(column)));
  async function* batches(): AsyncGenerator<TableBatch, void> {
    for await (const { rows, columns } of table.batches()) yield { rows, columns: placed(columns) };
  }
  return { ...table, batches };
}
