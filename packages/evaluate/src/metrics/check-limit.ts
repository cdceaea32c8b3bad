import { SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';

/** How many of a list to give. @throws SelvedgeError `invalid-argument` unless it is a whole number or Infinity */
export function checkLimit(what: string, limit: number): void {
  if (limit === Number.POSITIVE_INFINITY || (Number.isInteger(limit) && limit >= 0)) return;
  throw new SelvedgeError(
    'invalid-argument',
    `${what}: limit is ${shown(limit)}; need a whole number, for instance 10, or Infinity for all.`,
  );
}
