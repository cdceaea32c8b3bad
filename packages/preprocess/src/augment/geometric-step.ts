import type { Spec } from '@selvedge/component';
import { compose, IDENTITY } from '../images/affine-map.js';
import { type ImageShape, sampleAffine } from '../images/sample-affine.js';
import type { ChangeImage, ValueRange } from './change-image.js';
import type { GeometricAugmentation, Outside } from './definition.js';

/** A geometric change with its parameters. */
export interface GeometricStep {
  readonly augmentation: GeometricAugmentation;
  readonly params: Spec;
}

/** Runs of geometric changes that agree about what lies outside, as one map, drawn through one interpolation. */
export function geometricStep(run: readonly GeometricStep[], shape: ImageShape, range: ValueRange): ChangeImage {
  const { fill = 'constant', value = range.low } = run.map(outsideOf).find((outside) => outside !== undefined) ?? {};
  return (source, offset, target, rng, visit) => {
    let map = IDENTITY;
    for (const { augmentation, params } of run) map = compose(augmentation.draw(params, shape, rng, visit), map);
    sampleAffine(source, offset, target, shape, map, fill, value);
  };
}

const outsideOf = ({ augmentation, params }: GeometricStep): Outside | undefined => augmentation.outside?.(params);

/** Whether a step fills what lies outside as the run before it does, so that one interpolation does for both. */
export function joins(run: readonly GeometricStep[], step: GeometricStep): boolean {
  const own = outsideOf(step);
  const before = run.map(outsideOf).find((outside) => outside !== undefined);
  if (!own || !before) return true;
  return own.fill === before.fill && (own.fill !== 'constant' || own.value === before.value);
}
