import { basename, dirname, join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';

/**
 * The file of labels that goes with a file of images, by the custom of the format:
 * `train-images-idx3-ubyte.gz` and `train-labels-idx1-ubyte.gz`.
 *
 * @throws SelvedgeError `invalid-argument` when the name does not hold `images`
 */
export function labelsPath(imagesPath: string): string {
  const name = basename(imagesPath);
  if (!name.includes('images')) {
    throw new SelvedgeError(
      'invalid-argument',
      `${imagesPath}: an IDX data set is two files, and the one with the labels is found by replacing 'images' in the ` +
        "name, for instance train-images-idx3-ubyte. Name it so, or give the other's path as labels.",
    );
  }
  return join(dirname(imagesPath), name.replace('images', 'labels').replace(/idx\d+/, 'idx1'));
}
