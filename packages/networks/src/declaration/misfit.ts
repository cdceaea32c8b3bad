import { SelvedgeError } from '@selvedge/data';

/** A layer that cannot read what it is given. */
export const misfit = (label: string, why: string): SelvedgeError =>
  new SelvedgeError('shape-mismatch', `${label}: ${why}.`);
