// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.
import type { Filled } from '@selvedge/component';

/** Takes the last rows for validation and those before for training, as Keras's validation_split takes the last share. */
export interface LastSpec {
  readonly kind: 'last';
  /** Validation rows. Whole, from 0 to 100000000. */
  readonly validation: number;
  /** Takes only so many of the first rows for training. Whole, from 1 to 100000000. */
  readonly train?: number;
}

/** With the defaults filled in. */
export type LastParams = LastSpec;

/** Takes the first rows for validation and those after for training. */
export interface FirstSpec {
  readonly kind: 'first';
  /** Validation rows. Whole, from 0 to 100000000. */
  readonly validation: number;
}

/** With the defaults filled in. */
export type FirstParams = FirstSpec;

/** Draws shares of the rows for validation and perhaps test; the rest is for training. */
export interface FractionSpec {
  readonly kind: 'fraction';
  /** Share of the rows. From 0, below 1. */
  readonly validation: number;
  /** Share of the rows, for data without test rows of its own. From 0, below 1. */
  readonly test?: number;
  /**
   * Draws the same share of each class.
   * @defaultValue true
   */
  readonly stratify?: boolean;
}

/** With the defaults filled in. */
export type FractionParams = Filled<FractionSpec, 'stratify'>;

/** Draws as many rows of each class for training, and others of each for validation. */
export interface PerClassSpec {
  readonly kind: 'per-class';
  /** Training rows of each class. Whole, from 1 to 100000000. */
  readonly train: number;
  /** Validation rows of each class. Whole, from 0 to 100000000. */
  readonly validation: number;
}

/** With the defaults filled in. */
export type PerClassParams = PerClassSpec;

/** Takes the rows of the ranges [start, end), counted from 0; rows of no range are left out. */
export interface RangesSpec {
  readonly kind: 'ranges';
  /** Training rows, start to end - 1. */
  readonly train: readonly [number, number];
  /** Validation rows, start to end - 1. */
  readonly validation: readonly [number, number];
  /** Test rows, start to end - 1. */
  readonly test?: readonly [number, number];
}

/** With the defaults filled in. */
export type RangesParams = RangesSpec;

/** Takes the rows of the lists, counted from 0; rows of no list are left out. */
export interface RowsSpec {
  readonly kind: 'rows';
  /** Training rows. */
  readonly train: readonly number[];
  /** Validation rows. */
  readonly validation: readonly number[];
  /** Test rows. */
  readonly test?: readonly number[];
}

/** With the defaults filled in. */
export type RowsParams = RowsSpec;

/** Draws whole groups, so that rows of one group stay together. */
export interface GroupedSpec {
  readonly kind: 'grouped';
  /** One key per row. */
  readonly groups: readonly (number | string)[];
  /** About this share of the rows, in whole groups. From 0, below 1. */
  readonly validation: number;
  /** About this share of the rows, in whole groups. From 0, below 1. */
  readonly test?: number;
}

/** With the defaults filled in. */
export type GroupedParams = GroupedSpec;

/** How the training rows are divided into training and validation rows. */
export type SplitSpec = LastSpec | FirstSpec | FractionSpec | PerClassSpec | RangesSpec | RowsSpec | GroupedSpec;

/** With the defaults filled in. */
export type SplitParams =
  | LastParams
  | FirstParams
  | FractionParams
  | PerClassParams
  | RangesParams
  | RowsParams
  | GroupedParams;

/** Computes x * factor + offset, with nothing to learn. */
export interface ScaleSpec {
  readonly kind: 'scale';
  /**
   * What values are multiplied by, or a list with one for each channel; the default takes bytes to [0, 1].
   * @defaultValue 0.00392156862745098
   */
  readonly factor?: number | readonly number[];
  /**
   * What is added to the product, or a list with one for each channel.
   * @defaultValue 0
   */
  readonly offset?: number | readonly number[];
}

/** With the defaults filled in. */
export type ScaleParams = Filled<ScaleSpec, 'factor' | 'offset'>;

/** Takes the smallest value of the training rows to 0 and the largest to 1. */
export interface MinMaxSpec {
  readonly kind: 'min-max';
  /**
   * Whether all values share a range, or each column or each channel has its own.
   * @defaultValue "feature"
   */
  readonly per?: 'global' | 'feature' | 'channel';
}

/** With the defaults filled in. */
export type MinMaxParams = Filled<MinMaxSpec, 'per'>;

/** Subtracts the mean of the training rows and divides by their standard deviation (population). */
export interface StandardizeSpec {
  readonly kind: 'standardize';
  /**
   * Whether all values share mean and deviation, or those of a column or of a channel.
   * @defaultValue "feature"
   */
  readonly per?: 'global' | 'feature' | 'channel';
  /**
   * Smaller deviations count as this one, so that a pixel that hardly varies in training is not blown up at
   * prediction. With 0 only columns that are constant, but for rounding, are left as wide as they are, as in
   * scikit-learn. From 0.
   * @defaultValue 0
   */
  readonly floor?: number;
}

/** With the defaults filled in. */
export type StandardizeParams = Filled<StandardizeSpec, 'per' | 'floor'>;

/**
 * Subtracts the median of each column of the training rows (or channel, or of all) and divides by the range between
 * two quantiles; missing values count for nothing.
 */
export interface RobustScaleSpec {
  readonly kind: 'robust-scale';
  /**
   * Whether all values share median and range, or those of a column or of a channel.
   * @defaultValue "feature"
   */
  readonly per?: 'global' | 'feature' | 'channel';
  /**
   * Shares of the rows below the ends of the range; the default is the interquartile range.
   * @defaultValue [0.25,0.75]
   */
  readonly quantiles?: readonly [number, number];
}

/** With the defaults filled in. */
export type RobustScaleParams = Filled<RobustScaleSpec, 'per' | 'quantiles'>;

/** Gives rows of any shape one axis. */
export interface FlattenSpec {
  readonly kind: 'flatten';
}

/** With the defaults filled in. */
export type FlattenParams = FlattenSpec;

/** Gives rows another shape of the same size. */
export interface ReshapeSpec {
  readonly kind: 'reshape';
  /** Sizes of the axes of a row. */
  readonly shape: readonly number[];
}

/** With the defaults filled in. */
export type ReshapeParams = ReshapeSpec;

/** Principal component analysis: projects rows on the directions of largest variance. */
export interface PcaSpec {
  readonly kind: 'pca';
  /** Directions that are kept; at most the smaller of rows and columns. Whole, from 1 to 100000. */
  readonly components: number;
  /**
   * Divides each component by its standard deviation; one without variance becomes 0.
   * @defaultValue false
   */
  readonly whiten?: boolean;
}

/** With the defaults filled in. */
export type PcaParams = Filled<PcaSpec, 'whiten'>;

/** Fills in missing values (NaN), with what the other training rows have in their column. */
export interface ImputeSpec {
  readonly kind: 'impute';
  /**
   * What a missing value becomes; of values that are equally frequent the smallest.
   * @defaultValue "mean"
   */
  readonly strategy?: 'mean' | 'median' | 'most-frequent' | 'constant';
  /**
   * What it becomes with `constant`.
   * @defaultValue 0
   */
  readonly value?: number;
  /**
   * Adds a column of 0 and 1 for each column with missing values in training: whether it was missing.
   * @defaultValue false
   */
  readonly indicator?: boolean;
}

/** With the defaults filled in. */
export type ImputeParams = Filled<ImputeSpec, 'strategy' | 'value' | 'indicator'>;

/** Replaces each value by the number of its bin; the bins of a column hold about equally many training rows. */
export interface QuantileBinsSpec {
  readonly kind: 'quantile-bins';
  /**
   * Of each column; fewer where values repeat. Whole, from 2 to 256.
   * @defaultValue 5
   */
  readonly bins?: number;
}

/** With the defaults filled in. */
export type QuantileBinsParams = Filled<QuantileBinsSpec, 'bins'>;

/**
 * Replaces each number by its place among the different ones of its column in the training rows: 0, 1, 2, ... Missing
 * values stay missing.
 */
export interface OrdinalSpec {
  readonly kind: 'ordinal';
  /**
   * What a number becomes that no training row has: an error, or a missing value (NaN).
   * @defaultValue "error"
   */
  readonly unknown?: 'error' | 'missing';
}

/** With the defaults filled in. */
export type OrdinalParams = Filled<OrdinalSpec, 'unknown'>;

/**
 * Makes a column of 0 and 1 for each different number of a column in the training rows, named column=number. A
 * missing value is 0 in all of them.
 */
export interface OneHotSpec {
  readonly kind: 'one-hot';
  /**
   * What a number becomes that no training row has: an error, or 0 in every column.
   * @defaultValue "error"
   */
  readonly unknown?: 'error' | 'ignore';
}

/** With the defaults filled in. */
export type OneHotParams = Filled<OneHotSpec, 'unknown'>;

/** Keeps some columns of a table, in the order given, or leaves some out. */
export interface SelectSpec {
  readonly kind: 'select';
  /** The columns that are kept, in this order. */
  readonly columns?: readonly (string | number)[];
  /** The columns that are left out, in place of `columns`. */
  readonly drop?: readonly (string | number)[];
}

/** With the defaults filled in. */
export type SelectParams = SelectSpec;

/** A preparation step, fitted on training rows alone. */
export type BaseTransformSpec =
  | ScaleSpec
  | MinMaxSpec
  | StandardizeSpec
  | RobustScaleSpec
  | FlattenSpec
  | ReshapeSpec
  | PcaSpec
  | ImputeSpec
  | QuantileBinsSpec
  | OrdinalSpec
  | OneHotSpec
  | SelectSpec;

/** With the defaults filled in. */
export type BaseTransformParams =
  | ScaleParams
  | MinMaxParams
  | StandardizeParams
  | RobustScaleParams
  | FlattenParams
  | ReshapeParams
  | PcaParams
  | ImputeParams
  | QuantileBinsParams
  | OrdinalParams
  | OneHotParams
  | SelectParams;

/**
 * Transforms some columns of a table in one way, others in another; the results stand side by side, in the order of
 * the transformers, then the remainder.
 */
export interface ColumnsSpec {
  readonly kind: 'columns';
  /** Columns with the steps for them. A column may be in several. */
  readonly transformers: readonly {
    readonly columns: readonly (string | number)[];
    readonly steps?: readonly BaseTransformSpec[];
    readonly prefix?: string;
  }[];
  /**
   * Whether columns that are in no transformer pass as they are, or are left out.
   * @defaultValue "passthrough"
   */
  readonly remainder?: 'passthrough' | 'drop';
}

/** With the defaults filled in. */
export type ColumnsParams = Filled<ColumnsSpec, 'remainder'>;

/** A preparation step, fitted on training rows alone. */
export type TransformSpec =
  | ScaleSpec
  | MinMaxSpec
  | StandardizeSpec
  | RobustScaleSpec
  | FlattenSpec
  | ReshapeSpec
  | PcaSpec
  | ImputeSpec
  | QuantileBinsSpec
  | OrdinalSpec
  | OneHotSpec
  | SelectSpec
  | ColumnsSpec;

/** With the defaults filled in. */
export type TransformParams =
  | ScaleParams
  | MinMaxParams
  | StandardizeParams
  | RobustScaleParams
  | FlattenParams
  | ReshapeParams
  | PcaParams
  | ImputeParams
  | QuantileBinsParams
  | OrdinalParams
  | OneHotParams
  | SelectParams
  | ColumnsParams;

/** Turns the image about its centre by an angle from -degrees to degrees. */
export interface RotateSpec {
  readonly kind: 'rotate';
  /** The largest angle to either side. From 0 to 180. */
  readonly degrees: number;
  /**
   * What lies outside the image: one value, the pixel at the edge, the image mirrored, or the image again.
   * @defaultValue "constant"
   */
  readonly fill?: 'constant' | 'nearest' | 'reflect' | 'wrap';
  /** What `constant` fills with; without it the lowest training value. */
  readonly value?: number;
}

/** With the defaults filled in. */
export type RotateParams = Filled<RotateSpec, 'fill'>;

/** Moves the image down or up and to the left or right, each by a draw of its own. */
export interface ShiftSpec {
  readonly kind: 'shift';
  /** The largest shift, in pixels. From 0 to 4096. */
  readonly pixels?: number;
  /** The largest shift, as a share of height and width. From 0 to 1. */
  readonly fraction?: number;
  /**
   * Shifts by whole pixels, without interpolation.
   * @defaultValue false
   */
  readonly whole?: boolean;
  /**
   * What lies outside the image: one value, the pixel at the edge, the image mirrored, or the image again.
   * @defaultValue "constant"
   */
  readonly fill?: 'constant' | 'nearest' | 'reflect' | 'wrap';
  /** What `constant` fills with; without it the lowest training value. */
  readonly value?: number;
}

/** With the defaults filled in. */
export type ShiftParams = Filled<ShiftSpec, 'whole' | 'fill'>;

/** Mirrors the image. */
export interface FlipSpec {
  readonly kind: 'flip';
  /**
   * `x` swaps left and right, `y` top and bottom.
   * @defaultValue "x"
   */
  readonly axis?: 'x' | 'y';
  /**
   * Share of the images that are mirrored. From 0 to 1.
   * @defaultValue 0.5
   */
  readonly probability?: number;
  /**
   * Mirrors each image in every other epoch instead of by a draw in each: half of the images begin as they are, the
   * others mirrored, as the seed decides.
   */
  readonly alternating?: boolean;
}

/** With the defaults filled in. */
export type FlipParams = Filled<FlipSpec, 'axis' | 'probability'>;

/** Enlarges the image about its centre by a factor drawn from the range; below 1 it shrinks. */
export interface ZoomSpec {
  readonly kind: 'zoom';
  /** The smallest and the largest factor. */
  readonly range: readonly [number, number];
  /**
   * What lies outside the image: one value, the pixel at the edge, the image mirrored, or the image again.
   * @defaultValue "constant"
   */
  readonly fill?: 'constant' | 'nearest' | 'reflect' | 'wrap';
  /** What `constant` fills with; without it the lowest training value. */
  readonly value?: number;
}

/** With the defaults filled in. */
export type ZoomParams = Filled<ZoomSpec, 'fill'>;

/** Slants the image by an angle from -degrees to degrees. */
export interface ShearSpec {
  readonly kind: 'shear';
  /** The largest angle to either side. From 0 to 180. */
  readonly degrees: number;
  /**
   * What lies outside the image: one value, the pixel at the edge, the image mirrored, or the image again.
   * @defaultValue "constant"
   */
  readonly fill?: 'constant' | 'nearest' | 'reflect' | 'wrap';
  /** What `constant` fills with; without it the lowest training value. */
  readonly value?: number;
}

/** With the defaults filled in. */
export type ShearParams = Filled<ShearSpec, 'fill'>;

/** Cuts a window of the size of the image at random out of the padded image. */
export interface CropSpec {
  readonly kind: 'crop';
  /** Pixels added on each side. Whole, from 0 to 4096. */
  readonly padding: number;
  /**
   * What lies outside the image: one value, the pixel at the edge, the image mirrored, or the image again.
   * @defaultValue "constant"
   */
  readonly fill?: 'constant' | 'nearest' | 'reflect' | 'wrap';
  /** What `constant` fills with; without it the lowest training value. */
  readonly value?: number;
}

/** With the defaults filled in. */
export type CropParams = Filled<CropSpec, 'fill'>;

/**
 * Enlarges a part of the image, of a random area, proportion and place, to the whole (Szegedy et al. 2015, section
 * 6).
 */
export interface RandomResizedCropSpec {
  readonly kind: 'random-resized-crop';
  /**
   * The smallest and the largest share of the area that is kept.
   * @defaultValue [0.08,1]
   */
  readonly area?: readonly [number, number];
  /**
   * The smallest and the largest width of the part over its height, drawn evenly on a logarithmic scale.
   * @defaultValue [0.75,1.3333333333333333]
   */
  readonly ratio?: readonly [number, number];
}

/** With the defaults filled in. */
export type RandomResizedCropParams = Filled<RandomResizedCropSpec, 'area' | 'ratio'>;

/** Adds normal noise to every value, cut to the value range. */
export interface GaussianNoiseSpec {
  readonly kind: 'gaussian-noise';
  /** Standard deviation, as a share of the value range. From 0 to 10. */
  readonly sd: number;
}

/** With the defaults filled in. */
export type GaussianNoiseParams = GaussianNoiseSpec;

/** Sets values drawn at random to the lowest or the highest training value. */
export interface SaltAndPepperSpec {
  readonly kind: 'salt-and-pepper';
  /** Share of the values that are set, half of them to each end. From 0 to 1. */
  readonly fraction: number;
}

/** With the defaults filled in. */
export type SaltAndPepperParams = SaltAndPepperSpec;

/** Random erasing: fills a rectangle with noise or with one value. */
export interface EraseSpec {
  readonly kind: 'erase';
  /**
   * Share of the images that lose a rectangle. From 0 to 1.
   * @defaultValue 0.5
   */
  readonly probability?: number;
  /**
   * Smallest and largest area, as shares of the image.
   * @defaultValue [0.02,0.4]
   */
  readonly area?: readonly [number, number];
  /**
   * Smallest and largest height over width.
   * @defaultValue [0.3,3.3]
   */
  readonly aspect?: readonly [number, number];
  /**
   * `noise` draws uniformly over the value range; a number is written as it is.
   * @defaultValue "noise"
   */
  readonly fill?: 'noise' | number;
}

/** With the defaults filled in. */
export type EraseParams = Filled<EraseSpec, 'probability' | 'area' | 'aspect' | 'fill'>;

/** Sets a square, which may reach over the edge, to the lowest training value. */
export interface CutoutSpec {
  readonly kind: 'cutout';
  /** Pixels of its side. Whole, from 1 to 4096. */
  readonly size: number;
}

/** With the defaults filled in. */
export type CutoutParams = CutoutSpec;

/** Adds one draw to all values of an image, cut to the value range. */
export interface BrightnessSpec {
  readonly kind: 'brightness';
  /** The largest change to either side, as a share of the value range. From 0 to 1. */
  readonly amount: number;
}

/** With the defaults filled in. */
export type BrightnessParams = BrightnessSpec;

/** Stretches the values of an image about their mean by a factor drawn from the range. */
export interface ContrastSpec {
  readonly kind: 'contrast';
  /** The smallest and the largest factor. */
  readonly range: readonly [number, number];
}

/** With the defaults filled in. */
export type ContrastParams = ContrastSpec;

/** Moves the colours of an image away from grey by a factor drawn from the range: 0 is grey, 1 changes nothing. */
export interface SaturationSpec {
  readonly kind: 'saturation';
  /** The smallest and the largest factor. */
  readonly range: readonly [number, number];
}

/** With the defaults filled in. */
export type SaturationParams = SaturationSpec;

/** Turns the colours of an image round the circle of hues by one draw. */
export interface HueSpec {
  readonly kind: 'hue';
  /** The largest turn to either side. From 0 to 180. */
  readonly degrees: number;
}

/** With the defaults filled in. */
export type HueParams = HueSpec;

/** Makes some images grey; they keep three channels. */
export interface GrayscaleSpec {
  readonly kind: 'grayscale';
  /**
   * How many of the images. From 0 to 1.
   * @defaultValue 0.1
   */
  readonly probability?: number;
}

/** With the defaults filled in. */
export type GrayscaleParams = Filled<GrayscaleSpec, 'probability'>;

/**
 * Applies some of 14 operations to an image, drawn for every image, all with one magnitude: moves, colours, contrast,
 * sharpness, fewer levels.
 */
export interface RandAugmentSpec {
  readonly kind: 'rand-augment';
  /**
   * How many operations are applied one after the other. Whole, from 1 to 14.
   * @defaultValue 2
   */
  readonly numOps?: number;
  /**
   * How strong they are; 30 is the strongest. Whole, from 0 to 30.
   * @defaultValue 9
   */
  readonly magnitude?: number;
}

/** With the defaults filled in. */
export type RandAugmentParams = Filled<RandAugmentSpec, 'numOps' | 'magnitude'>;

/**
 * Applies one of 14 operations to an image, drawn for every image with its magnitude from the wide range: nothing to
 * choose, and as good as searched policies.
 */
export interface TrivialAugmentSpec {
  readonly kind: 'trivial-augment';
}

/** With the defaults filled in. */
export type TrivialAugmentParams = TrivialAugmentSpec;

/** Blends an image and its label with another training image and its label. */
export interface MixupSpec {
  readonly kind: 'mixup';
  /** The share is drawn from Beta(alpha, alpha). From 0.001 to 100. */
  readonly alpha: number;
}

/** With the defaults filled in. */
export type MixupParams = MixupSpec;

/** Pastes a rectangle of another training image; labels are shared by area. */
export interface CutmixSpec {
  readonly kind: 'cutmix';
  /** The share is drawn from Beta(alpha, alpha). From 0.001 to 100. */
  readonly alpha: number;
}

/** With the defaults filled in. */
export type CutmixParams = CutmixSpec;

/** A random change of training images. */
export type AugmentSpec =
  | RotateSpec
  | ShiftSpec
  | FlipSpec
  | ZoomSpec
  | ShearSpec
  | CropSpec
  | RandomResizedCropSpec
  | GaussianNoiseSpec
  | SaltAndPepperSpec
  | EraseSpec
  | CutoutSpec
  | BrightnessSpec
  | ContrastSpec
  | SaturationSpec
  | HueSpec
  | GrayscaleSpec
  | RandAugmentSpec
  | TrivialAugmentSpec
  | MixupSpec
  | CutmixSpec;

/** With the defaults filled in. */
export type AugmentParams =
  | RotateParams
  | ShiftParams
  | FlipParams
  | ZoomParams
  | ShearParams
  | CropParams
  | RandomResizedCropParams
  | GaussianNoiseParams
  | SaltAndPepperParams
  | EraseParams
  | CutoutParams
  | BrightnessParams
  | ContrastParams
  | SaturationParams
  | HueParams
  | GrayscaleParams
  | RandAugmentParams
  | TrivialAugmentParams
  | MixupParams
  | CutmixParams;

/**
 * A way to corrupt images.
 *
 * - `gaussian-noise`: Adds Gaussian noise to every pixel.
 * - `shot-noise`: Poisson noise, as of a camera in a dark room.
 * - `impulse-noise`: Turns some pixels black and some white: salt and pepper.
 * - `blur`: Gaussian blur.
 * - `motion-blur`: Blur along a straight line of random direction, as of a moving camera.
 * - `contrast`: Moves every pixel towards the mean of the image.
 * - `brightness`: Adds the same to every pixel.
 * - `rotate`: Turns the image to either side.
 * - `shear`: Slants the image to either side.
 * - `scale`: Shrinks the object inside the image.
 * - `translate`: Moves the image up or down, and left or right.
 * - `occlusion`: Covers a black square at a random place.
 * - `pixelate`: Shrinks the image by averaging, and enlarges it by repeating.
 * - `jpeg`: What JPEG loses at a low quality.
 * - `stripes`: Paints white columns, one pixel wide.
 * - `inverted-background`: Makes the dark background light, and leaves the object.
 */
export type CorruptionKind =
  | 'gaussian-noise'
  | 'shot-noise'
  | 'impulse-noise'
  | 'blur'
  | 'motion-blur'
  | 'contrast'
  | 'brightness'
  | 'rotate'
  | 'shear'
  | 'scale'
  | 'translate'
  | 'occlusion'
  | 'pixelate'
  | 'jpeg'
  | 'stripes'
  | 'inverted-background';
