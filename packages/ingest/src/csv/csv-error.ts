import { SelvedgeError } from '@selvedge/data';

/** A problem at a place: lines and columns count from 1. */
export function badCsv(
  path: string,
  line: number,
  column: number | undefined,
  why: string,
  cause?: unknown,
): SelvedgeError {
  const place = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
  return new SelvedgeError('corrupt-file', `${path}: ${place}: ${why}.`, { cause });
}

/** A field as it is shown in an error: short, and on one line. */
export const shownField = (field: string): string =>
  field === '' ? 'an empty field' : JSON.stringify(field.length > 40 ? `${field.slice(0, 40)}...` : field);

/** For a record with more or fewer fields than the first. */
export const otherFields = (path: string, line: number, fields: readonly string[], count: number): SelvedgeError =>
  badCsv(
    path,
    line,
    undefined,
    fields.length === 1 && /^\s*[#%]/.test(fields[0])
      ? `${shownField(fields[0])}: a comment; delete lines of comments`
      : `${fields.length} fields; the lines before it have ${count}`,
  );
