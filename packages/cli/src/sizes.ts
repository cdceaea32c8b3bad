import { parseBytes } from './bytes.js';
import { UsageError } from './exit-codes.js';

/** Parses the count of an option. @throws UsageError */
export const wholeCount =
  (option: string) =>
  (text: string): number => {
    const count = Number(text);
    if (Number.isInteger(count) && count >= 1 && count <= 256) return count;
    throw new UsageError(`${option}: got '${text}'; need a whole number from 1 to 256`);
  };

/** Parses `--memory`. @throws UsageError */
export function byteSize(text: string): number {
  const bytes = parseBytes(text);
  if (bytes !== undefined && bytes > 0) return bytes;
  throw new UsageError(`--memory: got '${text}'; need a size, for instance 8GB or 500MB`);
}
