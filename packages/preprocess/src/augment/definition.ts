import { type Definition, defineComponent, type Spec } from '@selvedge/component';
import type { DefinitionSource } from '@selvedge/component/types';
import type { Rng } from '@selvedge/data';
import type { AffineMap } from '../images/affine-map.js';
import type { FillMode, ImageShape } from '../images/sample-affine.js';
import type { ChangeImage, ValueRange, Visit } from './change-image.js';

/** What a geometric change draws where the image does not reach. */
export interface Outside {
  readonly fill?: FillMode;
  readonly value?: number;
}

/** Moves pixels by an affine map; neighbours are drawn through one interpolation. */
export interface GeometricAugmentation<Params extends Spec = Spec> extends Definition<Params> {
  readonly acts: 'on-places';
  /** Draws the map of one image. */
  draw(params: Params, shape: ImageShape, rng: Rng, visit: Visit): AffineMap;
  /** Undefined where nothing outside the image is ever seen. */
  outside?(params: Params): Outside;
}

/** Changes pixels where they are. */
export interface PixelAugmentation<Params extends Spec = Spec> extends Definition<Params> {
  readonly acts: 'on-pixels';
  change(params: Params, shape: ImageShape, range: ValueRange): ChangeImage;
}

/** Blends two finished images and their labels. */
export interface MixingAugmentation<Params extends Spec = Spec> extends Definition<Params> {
  readonly acts: 'on-pairs';
  /**
   * Blends `other` into `image`, in place.
   *
   * @returns the share of `image` that is left, in [0, 1]: its label's probability
   */
  mix(params: Params, image: Float32Array, other: Float32Array, shape: ImageShape, rng: Rng): number;
}

/** One random change of training images. */
export type Augmentation = GeometricAugmentation | PixelAugmentation | MixingAugmentation;

/** What is stated of each augmentation. */
type Stated<Params extends Spec> = Omit<DefinitionSource<Params>, 'family'>;

const family = 'augmentation';

export function defineGeometric<Params extends Spec>(
  stated: Stated<Params>,
  acts: Pick<GeometricAugmentation<Params>, 'draw' | 'outside'>,
): GeometricAugmentation<Params> {
  return { ...defineComponent<Params>({ ...stated, family }), acts: 'on-places', ...acts };
}

export function definePixels<Params extends Spec>(
  stated: Stated<Params>,
  change: PixelAugmentation<Params>['change'],
): PixelAugmentation<Params> {
  return { ...defineComponent<Params>({ ...stated, family }), acts: 'on-pixels', change };
}

export function defineMixing<Params extends Spec>(
  stated: Stated<Params>,
  mix: MixingAugmentation<Params>['mix'],
): MixingAugmentation<Params> {
  return { ...defineComponent<Params>({ ...stated, family }), acts: 'on-pairs', mix };
}
