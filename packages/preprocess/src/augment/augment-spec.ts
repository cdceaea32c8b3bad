import type { FillMode } from '../images/sample-affine.js';

/**
 * One random change of training images, as plain JSON told apart by `kind`. Each draws anew for every image and epoch.
 * Neighbouring geometric changes (rotate, shift, flip, zoom, shear) are drawn through one interpolation.
 *
 * | kind | draws |
 * |---|---|
 * | `rotate` | an angle from -`degrees` to `degrees` |
 * | `shift` | rows and columns up to `pixels`, or up to `fraction` of height and width; `whole` pixels only or not |
 * | `flip` | a mirror left to right (`axis: 'x'`) with `probability` 0.5 |
 * | `zoom` | a factor from `range[0]` to `range[1]` |
 * | `shear` | an angle from -`degrees` to `degrees` |
 * | `crop` | a window of the image's size from the image padded by `padding` pixels |
 * | `gaussian-noise` | noise of standard deviation `sd`, as a share of the value range |
 * | `salt-and-pepper` | a share `fraction` of pixels to the lowest or highest value |
 * | `erase` | with `probability` 0.5 a rectangle: `area` share, `aspect` ratio, filled with noise or a value |
 * | `cutout` | a square of `size` pixels set to the lowest value |
 * | `brightness` | a shift by up to `amount` of the value range |
 * | `contrast` | a factor from `range[0]` to `range[1]` about the image's mean |
 * | `mixup` | a blend with another training image, labels too; share from Beta(`alpha`, `alpha`) |
 * | `cutmix` | a rectangle of another training image, labels by area; share from Beta(`alpha`, `alpha`) |
 */
export type AugmentSpec = GeometricSpec | PixelSpec | MixSpec;

interface Filled {
  /** What lies outside the image; default `constant`. */
  readonly fill?: FillMode;
  /** For `constant`; default the lowest value of the training images. */
  readonly value?: number;
}

export type GeometricSpec =
  | ({ readonly kind: 'rotate'; readonly degrees: number } & Filled)
  | ({
      readonly kind: 'shift';
      readonly pixels?: number;
      readonly fraction?: number;
      readonly whole?: boolean;
    } & Filled)
  | { readonly kind: 'flip'; readonly axis?: 'x' | 'y'; readonly probability?: number }
  | ({ readonly kind: 'zoom'; readonly range: readonly [number, number] } & Filled)
  | ({ readonly kind: 'shear'; readonly degrees: number } & Filled);

export type PixelSpec =
  | { readonly kind: 'crop'; readonly padding: number; readonly fill?: FillMode; readonly value?: number }
  | { readonly kind: 'gaussian-noise'; readonly sd: number }
  | { readonly kind: 'salt-and-pepper'; readonly fraction: number }
  | EraseSpec
  | { readonly kind: 'cutout'; readonly size: number }
  | { readonly kind: 'brightness'; readonly amount: number }
  | { readonly kind: 'contrast'; readonly range: readonly [number, number] };

export interface EraseSpec {
  readonly kind: 'erase';
  readonly probability?: number;
  /** Share of the image's area; default [0.02, 0.4]. */
  readonly area?: readonly [number, number];
  /** Height over width; default [0.3, 3.3]. */
  readonly aspect?: readonly [number, number];
  /** Default `noise`: uniform over the value range. */
  readonly fill?: 'noise' | number;
}

export type MixSpec =
  | { readonly kind: 'mixup'; readonly alpha: number }
  | { readonly kind: 'cutmix'; readonly alpha: number };

/** Every kind of augmentation. */
export const AUGMENT_KINDS: readonly AugmentSpec['kind'][] = [
  'rotate',
  'shift',
  'flip',
  'zoom',
  'shear',
  'crop',
  'gaussian-noise',
  'salt-and-pepper',
  'erase',
  'cutout',
  'brightness',
  'contrast',
  'mixup',
  'cutmix',
];
