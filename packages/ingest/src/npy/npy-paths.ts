import { basename, dirname, join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';

/**
 * The file of labels that goes with a file of features, by custom: `labels` for `images` or `imgs`, or `y` for a leading `x`.
 *
 * @throws SelvedgeError `invalid-argument` when the name has neither
 */
export function npyLabelsPath(path: string): string {
  const name = basename(path);
  const other = /images|imgs/.test(name)
    ? name.replace(/images|imgs/, 'labels')
    : name.replace(/^([xX])/, (x) => (x === 'X' ? 'Y' : 'y'));
  if (other !== name) return join(dirname(path), other);
  throw new SelvedgeError(
    'invalid-argument',
    `${path}: an NPY data set is two files, and the one with the labels is found by 'labels' for 'images' or y for a ` +
      "leading x in the name. Name it so, or give the other's path as labels.",
  );
}
