import { createFeatures, FEATURE_FORMATS, FEATURE_KINDS, type FeatureSpec, loadFeatures } from '@selvedge/classical';
import { count } from '@selvedge/component';
import type { FittedTransform, SavedState, Transform } from '@selvedge/data';
import { createTransform, loadTransform, type TransformSpec as PreprocessSpec } from '@selvedge/preprocess';
import { z } from 'zod';
import type { CodeName } from '../plan/code-versions.js';

/** A preparation step: a transform of `@selvedge/preprocess`, or a feature extractor of `@selvedge/classical`. */
export type TransformSpec = PreprocessSpec | FeatureSpec;

type Of<Kind extends TransformSpec['kind']> = Extract<TransformSpec, { readonly kind: Kind }>;

/** One schema per kind of transform; the compiler compares each with the type that `@selvedge/preprocess` declares. */
const schemas = {
  scale: z
    .strictObject({
      kind: z.literal('scale'),
      factor: z.number().exactOptional().describe('Default 1/255.'),
      offset: z.number().exactOptional().describe('Default 0.'),
    })
    .describe('x * factor + offset.'),
  'min-max': z
    .strictObject({
      kind: z.literal('min-max'),
      per: z.enum(['global', 'feature']).exactOptional().describe('Default feature.'),
    })
    .describe('Smallest training value to 0, largest to 1.'),
  standardize: z
    .strictObject({
      kind: z.literal('standardize'),
      per: z.enum(['global', 'feature', 'channel']).exactOptional().describe('Default feature.'),
      floor: z.number().min(0).exactOptional().describe('Smaller standard deviations count as this. Default 0.'),
    })
    .describe('Minus mean, over standard deviation.'),
  flatten: z.strictObject({ kind: z.literal('flatten') }).describe('Any shape to one axis.'),
  reshape: z
    .strictObject({ kind: z.literal('reshape'), shape: z.array(count(1_000_000)).min(1).max(4) })
    .describe('To another shape of the same size.'),
  pca: z
    .strictObject({
      kind: z.literal('pca'),
      components: count(100_000).describe('How many directions are kept.'),
      whiten: z.boolean().exactOptional().describe('To unit variance. Default false.'),
    })
    .describe('Projection on the directions of largest variance.'),
  hog: z
    .strictObject({
      kind: z.literal('hog'),
      orientations: z.int().min(2).max(64).exactOptional().describe('Directions. Default 9.'),
      cell: z.int().min(2).max(1000).exactOptional().describe("Pixels of a cell's side. Default 4."),
      block: z.int().min(1).max(1000).exactOptional().describe("Cells of a block's side. Default 2."),
      signed: z.boolean().exactOptional().describe('Directions over 360 degrees. Default false.'),
    })
    .describe('Histograms of oriented gradients, of images.'),
  patches: z
    .strictObject({
      kind: z.literal('patches'),
      size: z.int().min(2).max(1000).exactOptional().describe("Pixels of a patch's side. Default 6."),
      features: z.int().min(2).max(100_000).exactOptional().describe('Patches that are learned. Default 200.'),
      cells: z.int().min(1).max(1000).exactOptional().describe('Averages over cells x cells regions. Default 3.'),
      samples: count(10_000_000).exactOptional().describe('Patches to learn from. Default 100,000.'),
      iterations: count(10_000).exactOptional().describe('Of k-means. Default 10.'),
      whitening: z.number().gt(0).exactOptional().describe('Added to the variances. Default 0.1.'),
      contrast: z.number().gt(0).exactOptional().describe("Added to a patch's variance. Default 0.01."),
    })
    .describe('Nearness to patches learned from the training images.'),
} satisfies { readonly [Kind in TransformSpec['kind']]: z.ZodType<Of<Kind>> };

/** A preparation step of the rows. */
export const transformSchema = z
  .discriminatedUnion('kind', [
    schemas.scale,
    schemas['min-max'],
    schemas.standardize,
    schemas.flatten,
    schemas.reshape,
    schemas.pca,
    schemas.hog,
    schemas.patches,
  ])
  .describe('A preparation step, fitted on training rows alone.');

export function createPreparation(spec: TransformSpec): Transform {
  return isFeatures(spec) ? createFeatures(spec) : createTransform(spec);
}

/** @throws SelvedgeError `unsupported`, `corrupt-file` */
export function loadPreparation(saved: SavedState): FittedTransform {
  return FEATURE_FORMATS.includes(saved.format) ? loadFeatures(saved) : loadTransform(saved);
}

/** The packages whose code decides what steps do. */
export function packagesOf(specs: readonly TransformSpec[]): readonly CodeName[] {
  return specs.some(isFeatures) ? ['data', 'preprocess', 'classical', 'compute'] : ['data', 'preprocess'];
}

const isFeatures = (spec: TransformSpec): spec is FeatureSpec =>
  (FEATURE_KINDS as readonly string[]).includes(spec.kind);
