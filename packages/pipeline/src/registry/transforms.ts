import { advised } from '@selvedge/component/names';
import { z } from '@selvedge/component/zod';
import { type FittedTransform, type SavedState, SelvedgeError } from '@selvedge/data';
import type { CodeName } from '../plan/code-versions.js';
import { ownTransforms, type TransformSpec } from './built-in-transforms.js';
import { LIST_PLUGINS } from './list-plugins.js';
import type { Registry } from './registry.js';
import type { TransformEntry } from './transform-entry.js';

type AnyTransformSchema = z.ZodObject<{ kind: z.ZodLiteral<string> }>;

/** A preparation step of the rows. */
export function transformSchema({ transforms }: Registry): z.ZodType<TransformSpec, TransformSpec> {
  const options = [...transforms.values()].map(({ schema }) => schema as unknown as AnyTransformSchema);
  const union = z
    .discriminatedUnion('kind', options as [AnyTransformSchema, ...AnyTransformSchema[]])
    .meta({ description: 'A preparation step, fitted on training rows alone.', definition: 'transform' });
  return advised(union, ownTransforms.advice ?? {}) as unknown as z.ZodType<TransformSpec, TransformSpec>;
}

/** @throws Error for a kind that the schema would have refused */
export function transformEntry({ transforms }: Registry, kind: string): TransformEntry {
  const entry = transforms.get(kind);
  if (!entry) throw new Error(`internal: no transform '${kind}'`);
  return entry;
}

/**
 * Reads saved preparation.
 *
 * @param kind - as the pipeline names it; without it the format tells which of Selvedge's own it is
 * @throws SelvedgeError `unsupported` for a transform of a plugin that the registry does not have, `corrupt-file`
 */
export function loadPreparation({ transforms }: Registry, saved: SavedState, kind?: string): FittedTransform {
  if (kind === undefined) return ownTransforms.load(saved);
  const entry = transforms.get(kind);
  if (entry) return entry.load(saved);
  throw new SelvedgeError(
    'unsupported',
    `saved preparation: there is no transform '${kind}'; there are ${[...transforms.keys()].join(', ')}. For one of a plugin, ${LIST_PLUGINS}.`,
  );
}

/** The packages whose code decides what steps do. */
export function packagesOf(registry: Registry, specs: readonly TransformSpec[]): readonly CodeName[] {
  const packages = specs.flatMap(({ kind }) => transformEntry(registry, kind).packages ?? []);
  return [...new Set<CodeName>(['data', 'preprocess', ...packages])];
}
