import { type FeatureSpec, features } from '@selvedge/classical';
import { transformCatalogue } from '@selvedge/component';
import type { FittedTransform, SavedState, Transform } from '@selvedge/data';
import { type TransformSpec as PreprocessSpec, transforms } from '@selvedge/preprocess';
import type { z } from 'zod';
import type { CodeName } from '../plan/code-versions.js';

/** A preparation step: a transform of `@selvedge/preprocess`, or a feature extractor of `@selvedge/classical`. */
export type TransformSpec = PreprocessSpec | FeatureSpec;

const all = transformCatalogue('TransformSpec', [...transforms.definitions, ...features.definitions]);

/** A preparation step of the rows. */
export const transformSchema = all.schema as unknown as z.ZodType<TransformSpec, TransformSpec>;

export const createPreparation = (spec: TransformSpec): Transform => all.create(spec);

/** @throws SelvedgeError `unsupported`, `corrupt-file` */
export const loadPreparation = (saved: SavedState): FittedTransform => all.load(saved);

/** The packages whose code decides what steps do. */
export function packagesOf(specs: readonly TransformSpec[]): readonly CodeName[] {
  const usesFeatures = specs.some(({ kind }) => features.kinds.includes(kind));
  return usesFeatures
    ? ['data', 'component', 'preprocess', 'classical', 'compute']
    : ['data', 'component', 'preprocess'];
}
