import type { ColumnDescription } from '@selvedge/ingest/types';
import { table } from './table.js';

/** The columns of a file with what they hold, a line each. */
export function columnsTable(columns: readonly ColumnDescription[], width: number): string {
  const range = ({ minimum, maximum, values }: ColumnDescription): string =>
    minimum === undefined ? (values ?? []).join(', ') : `${minimum} to ${maximum}`;
  return table(
    [
      { head: 'column' },
      { head: 'type' },
      { head: 'missing', align: 'right' },
      { head: 'distinct', align: 'right' },
      { head: 'values' },
    ],
    columns.map((column) => [
      column.name,
      column.kind,
      String(column.missing),
      column.distinct === undefined
        ? column.kind === 'list' || column.kind === 'other'
          ? ''
          : '> 1000'
        : String(column.distinct),
      range(column),
    ]),
    width,
  );
}
