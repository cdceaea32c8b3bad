import { badTable } from '../table/table.js';

/**
 * Reads texts of a column from their bytes.
 *
 * @throws SelvedgeError `corrupt-file` for one that is not UTF-8
 */
export function textDecoding(path: string, name: string): (bytes: Uint8Array, row: number) => string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (bytes, row) => {
    try {
      return decoder.decode(bytes);
    } catch (cause) {
      throw badTable(path, `a text of column '${name}' is not UTF-8 (row ${row})`, cause);
    }
  };
}
