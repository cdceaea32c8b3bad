import type { Measure } from '../measure.js';
import { table } from '../table.js';
import { augmentationAgreement } from './augmentations.js';

/** Augmentations beside the packages whose words they use. */
export async function augmentationsSection({ python, cases }: Measure): Promise<string> {
  const { scipy, torchvision, rows } = await augmentationAgreement(python, cases);
  const shown = (difference: number | undefined): string => difference?.toExponential(1) ?? '';
  return [
    `${cases} random images of each, of 2 to 13 pixels a side and 1 or 3 channels with values from 0 to 1, changed by the same draw: the largest difference of a value from scipy ${scipy}'s ndimage (order 1, every fill) and torchvision ${torchvision}'s functional (bilinear, without a fill, which is 0: with one it weighs edge pixels twice). torchvision moves by whole pixels and takes \`contrast\` about the mean of grey, so that shifts are compared with scipy alone and contrast on images of one channel; its weights of grey sum to 0.9999. \`brightness\` adds, as Keras's, where torchvision's multiplies.`,
    table(
      ['augmentation', 'images', 'from scipy', 'from torchvision'],
      rows.map((row) => [row.kind, String(row.cases), shown(row.scipy), shown(row.torchvision)]),
    ),
  ].join('\n\n');
}
