import { SelvedgeError } from '@selvedge/data';

/** @throws SelvedgeError `invalid-argument` unless 0 < level < 1 */
export function checkLevel(what: string, level: number): void {
  if (level > 0 && level < 1) return;
  // Without `shown`, which is larger than this.
  throw new SelvedgeError('invalid-argument', `${what}: got level ${String(level)}; need 0 < level < 1, such as 0.95.`);
}
