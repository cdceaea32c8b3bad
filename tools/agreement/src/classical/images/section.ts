import type { Measure } from '../measure.js';
import { table } from '../table.js';
import { augmentationAgreement } from './augmentations.js';
import { hogAgreement } from './hog.js';

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

/** Histograms of oriented gradients beside scikit-image's. */
export async function hogSection({ python, cases }: Measure): Promise<string> {
  const { version, votes, whole } = await hogAgreement(python, cases);
  return `${cases} random images of 1 or 3 channels, with random cells, blocks and orientations. With the gradients and blocks (L2-Hys) of scikit-image ${version}, and between them the votes of the paper, the largest difference of a number is ${votes.toExponential(1)}. scikit-image's own votes are not the paper's: a pixel votes for one direction of one cell, where Dalal and Triggs, OpenCV and \`hog\` share it among the two nearest directions of the four nearest cells; it has no gradient at the edge, and its blocks without gradients have a floor of 1e-5 in place of 0.1. Features of the whole are alike all the same: their mean cosine is ${whole.toFixed(2)}.`;
}
