import { type FeatureSpec, features } from '@selvedge/classical';
import { transformCatalogue } from '@selvedge/component/catalogues';
import { type TransformSpec as PreprocessSpec, transforms } from '@selvedge/preprocess';
import type { TransformEntry } from './transform-entry.js';

/** What TypeScript knows of the transforms of plugins, as `CustomModelSpecs` of their models. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface CustomTransformSpecs {}

/**
 * A preparation step as a person writes it: a transform of `@selvedge/preprocess`, a feature extractor of
 * `@selvedge/classical`, or one of a plugin.
 */
export type TransformSpec = PreprocessSpec | FeatureSpec | CustomTransformSpecs[keyof CustomTransformSpecs];

/** The transforms that come with Selvedge. */
export const ownTransforms: ReturnType<typeof transformCatalogue> = transformCatalogue(
  { typeName: 'TransformSpec', ...(transforms.advice && { advice: transforms.advice }) },
  [...transforms.definitions, ...features.definitions],
);

export const builtInTransforms: readonly TransformEntry[] = ownTransforms.definitions.map(
  ({ kind, schema, load }): TransformEntry => ({
    kind,
    schema,
    load,
    create: ownTransforms.create,
    packages: (features.kinds as readonly string[]).includes(kind)
      ? ['component', 'classical', 'compute']
      : ['component'],
  }),
);
