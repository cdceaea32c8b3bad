import { type ClassicalSpec, classifiers } from '@selvedge/classical';
import { advised, kindOf } from '@selvedge/component/names';
import { z } from '@selvedge/component/zod';
import type { FittedClassifier, SavedState } from '@selvedge/data';
import { SelvedgeError } from '@selvedge/data';
import { LIST_PLUGINS } from './list-plugins.js';
import type { ModelEntry } from './model-entry.js';
import type { NeuralSpec } from './neural-models.js';
import type { Registry } from './registry.js';

/** A model as a pipeline file has it: its kind and the parameters that differ from the defaults. */
export interface ModelSpec {
  readonly kind: string;
  readonly [parameter: string]: unknown;
}

export type TrainSpec = { readonly [parameter: string]: unknown };

/** @throws Error for a kind that the schema would have refused */
export function modelEntry({ models }: Registry, kind: string): ModelEntry {
  const entry = models.get(kind);
  if (!entry) throw new Error(`internal: no model '${kind}'`);
  return entry;
}

/** How fits of this model can be shared, where its parameters allow it. */
export function sharedFitOf(registry: Registry, spec: ModelSpec): ModelEntry['sharedFit'] {
  const { sharedFit } = modelEntry(registry, spec.kind);
  return sharedFit?.applies?.(spec) === false ? undefined : sharedFit;
}

/**
 * Reads a saved model of any family.
 *
 * @param kind - as the run's `model.json` has it; without it the format tells
 * @throws SelvedgeError `unsupported` for a model of a plugin that the registry does not have
 */
export async function loadSaved({ models }: Registry, saved: SavedState, kind?: string): Promise<FittedClassifier> {
  const savedAs = kind ?? saved.format.replace(/^selvedge\./, '');
  const entry = savedModelEntry(models, savedAs);
  if (entry) return entry.load(saved);
  throw new SelvedgeError(
    'unsupported',
    `saved model: nothing here reads the ${kind === undefined ? `format '${saved.format}'` : `kind '${kind}'`}; there are ${[...models.keys()].join(', ')}. ` +
      `For a model of a plugin, ${LIST_PLUGINS}.`,
  );
}

/** The model that saved something, by its kind of today or of an earlier release. */
export const savedModelEntry = (models: Registry['models'], kind: string): ModelEntry | undefined =>
  models.get(kind) ?? [...models.values()].find(({ schema }) => kindOf(schema, kind) !== undefined);

type AnyModelSchema = z.ZodObject<{ kind: z.ZodLiteral<string> }>;

/**
 * What TypeScript knows of the models of plugins; a package that has one adds a line:
 * `declare module '@selvedge/pipeline' { interface CustomModelSpecs { mine: { kind: 'mine'; depth?: number } } }`
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface CustomModelSpecs {}

/** A model as a person writes it. */
export type ModelInput = ClassicalSpec | NeuralSpec | CustomModelSpecs[keyof CustomModelSpecs];

export function modelSchema({ models }: Registry): z.ZodType<ModelInput, ModelInput> {
  const options = [...models.values()].map(({ schema }) => schema as unknown as AnyModelSchema);
  const union = z
    .discriminatedUnion('kind', options as [AnyModelSchema, ...AnyModelSchema[]])
    .meta({ description: 'The model.', definition: 'classifier' });
  return advised(union, classifiers.advice ?? {}) as unknown as z.ZodType<ModelInput, ModelInput>;
}
