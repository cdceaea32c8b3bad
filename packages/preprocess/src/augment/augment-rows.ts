import type { Spec } from '@selvedge/component';
import { createRng, type Labels, type Numbers, type Rng } from '@selvedge/data';
import type { ImageShape } from '../images/sample-affine.js';
import { augmentations } from './augmentations.js';
import type { ValueRange } from './change-image.js';
import type { MixingAugmentation } from './definition.js';
import { imageChanger } from './image-changer.js';

/** Everything that decides how rows are changed; plain enough to be handed to a worker thread. */
export interface AugmentSource {
  /** Checked, with their defaults. */
  readonly specs: readonly Spec[];
  readonly values: Numbers;
  readonly labels: Labels;
  readonly classCount: number;
  readonly shape: ImageShape;
  readonly range: ValueRange;
  readonly seed: number;
}

/** Changed rows, and their class probabilities where labels were mixed; both row-major. */
export interface AugmentedRows {
  readonly values: Float32Array;
  readonly targets?: Float32Array;
}

/**
 * How the named rows look in an epoch: a function of (seed, epoch, row) alone, row by row.
 *
 * @param take - reads a row that is not among the values of the source
 */
export function rowAugmenter(
  source: AugmentSource,
  take?: (row: number) => Numbers,
): (rows: Uint32Array, epoch: number) => AugmentedRows {
  const { specs, values, labels, classCount, shape, range } = source;
  const size = shape.height * shape.width * shape.channels;
  const change = imageChanger(specs, shape, range);
  const mix = mixingStep(specs);
  const root = createRng(source.seed).fork('augment');
  const other = new Float32Array(mix ? size : 0);
  const ofRows = createRng(source.seed).fork('rows of augment');
  const changeRow = (row: number, target: Float32Array, rng: Rng, epoch: number): void => {
    const visit = { epoch, rowRng: () => ofRows.fork(row) };
    if (take) change(take(row), 0, target, rng, visit);
    else change(values, row * size, target, rng, visit);
  };

  return (rows, epoch) => {
    const changed = new Float32Array(rows.length * size);
    const targets = mix && new Float32Array(rows.length * classCount);
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at];
      const rng = root.fork(epoch, row);
      const image = changed.subarray(at * size, (at + 1) * size);
      changeRow(row, image, rng, epoch);
      if (!mix || !targets) continue;
      const partner = rng.int(labels.length);
      changeRow(partner, other, rng, epoch);
      const share = mix.augmentation.mix(mix.params, image, other, shape, rng);
      targets[at * classCount + labels[row]] += share;
      targets[at * classCount + labels[partner]] += 1 - share;
    }
    return { values: changed, ...(targets && { targets }) };
  };
}

function mixingStep(specs: readonly Spec[]): { augmentation: MixingAugmentation; params: Spec } | undefined {
  for (const params of specs) {
    const augmentation = augmentations.definitionOf(params.kind);
    if (augmentation.acts === 'on-pairs') return { augmentation, params };
  }
  return undefined;
}
