import type { ClassicalSpec } from '@selvedge/classical';
import type { FittedClassifier, SavedState } from '@selvedge/data';
import { SelvedgeError } from '@selvedge/data';
import { z } from 'zod';
import { BUILT_IN_MODELS } from './built-in-models.js';
import { customModels } from './custom.js';
import type { ModelEntry } from './model-entry.js';
import type { NeuralSpec } from './neural-models.js';

/** A model as a pipeline file has it: its kind and the parameters that differ from the defaults. */
export interface ModelSpec {
  readonly kind: string;
  readonly [parameter: string]: unknown;
}

export type TrainSpec = { readonly [parameter: string]: unknown };

/** What the steps of a run may name. A run takes it once, when it begins. */
export interface Registry {
  readonly models: readonly ModelEntry[];
}

/** What this process knows now. */
export const currentRegistry = (): Registry => ({ models: modelEntries() });

export function modelEntries(): readonly ModelEntry[] {
  return [...BUILT_IN_MODELS, ...customModels()];
}

/** @throws Error for a kind that the schema would have refused */
export function modelEntry({ models }: Registry, kind: string): ModelEntry {
  const entry = models.find((each) => each.kind === kind);
  if (!entry) throw new Error(`internal: no model '${kind}'`);
  return entry;
}

/** Whether every process knows this kind. */
export const isBuiltIn = (kind: string): boolean => BUILT_IN_MODELS.some((entry) => entry.kind === kind);

/** Reads a saved model of any family. */
export async function loadModel({ models }: Registry, saved: SavedState): Promise<FittedClassifier> {
  const kind = saved.format.replace(/^selvedge\./, '');
  const entry = models.find((each) => each.kind === kind);
  if (entry) return entry.load(saved);
  const known = models.map((each) => each.kind);
  throw new SelvedgeError(
    'unsupported',
    `saved model: there is no model of the format '${saved.format}'; this version reads ${known.join(', ')}.`,
  );
}

type AnyModelSchema = z.ZodObject<{ kind: z.ZodLiteral<string> }>;

/**
 * What TypeScript knows of registered models; a package that registers one adds a line:
 * `declare module '@selvedge/pipeline' { interface CustomModelSpecs { mine: { kind: 'mine'; depth?: number } } }`
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface CustomModelSpecs {}

/** A model as a person writes it. */
export type ModelInput = ClassicalSpec | NeuralSpec | CustomModelSpecs[keyof CustomModelSpecs];

/** Built when asked for, because models may be registered at run time. */
export function modelSchema(): z.ZodType<ModelInput, ModelInput> {
  const options = modelEntries().map(({ schema }) => schema as unknown as AnyModelSchema);
  const union = z.discriminatedUnion('kind', options as [AnyModelSchema, ...AnyModelSchema[]]).describe('The model.');
  return union as unknown as z.ZodType<ModelInput, ModelInput>;
}
