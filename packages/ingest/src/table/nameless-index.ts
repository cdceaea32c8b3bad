import { badTable, type Column } from './table.js';

/**
 * Whether a column without a name can be what pandas and R write first: the index of the rows, whole numbers or texts that
 * all differ. Anything else is data whose name is lost.
 *
 * @throws SelvedgeError `corrupt-file`
 */
export function checkIndex(path: string, column: Column): void {
  const problem = problemOf(column);
  if (problem === undefined) return;
  throw badTable(
    path,
    `its first column has no name and is no index of the rows: ${problem}. Name it in the file, or leave it out with drop: ""`,
  );
}

function problemOf(column: Column): string | undefined {
  if ('unread' in column) return undefined; // no feature, whatever its name
  const values = 'numbers' in column ? column.numbers : column.texts;
  const seen = new Set<number | bigint | string | null>();
  for (const value of values) {
    if (typeof value === 'number' && !Number.isInteger(value)) return `it holds ${value}`;
    if (seen.has(value)) return `it holds ${typeof value === 'string' ? JSON.stringify(value) : value} more than once`;
    seen.add(value);
  }
  return undefined;
}
