import { SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';

/** @throws SelvedgeError `invalid-argument` unless 0 < level < 1 */
export function checkLevel(what: string, level: number): void {
  if (level > 0 && level < 1) return;
  throw new SelvedgeError(
    'invalid-argument',
    `${what}: got level ${shown(level)}; need a number between 0 and 1, for instance 0.95.`,
  );
}
