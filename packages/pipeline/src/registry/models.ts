import type { Classifier, FittedClassifier, SavedState } from '@selvedge/data';
import { SelvedgeError } from '@selvedge/data';
import { z } from 'zod';
import { classicalModels } from './classical-models.js';
import { customModels } from './custom.js';
import type { ModelContext, ModelEntry } from './model-entry.js';
import { neuralModels } from './neural-models.js';

/** Every model that a pipeline file can name, by its kind. */
const MODELS: readonly ModelEntry[] = [...classicalModels, ...neuralModels];

/** A model as a pipeline file has it: its kind and the parameters that differ from the defaults. */
export interface ModelSpec {
  readonly kind: string;
  readonly [parameter: string]: unknown;
}

export type TrainSpec = { readonly [parameter: string]: unknown };

export function modelEntries(): readonly ModelEntry[] {
  return [...MODELS, ...customModels()];
}

/** @throws Error for a kind that the schema would have refused */
export function modelEntry(kind: string): ModelEntry {
  const entry = modelEntries().find((each) => each.kind === kind);
  if (!entry) throw new Error(`internal: no model '${kind}'`);
  return entry;
}

export async function createModel(
  spec: ModelSpec,
  train: TrainSpec | undefined,
  context: ModelContext,
): Promise<Classifier> {
  return modelEntry(spec.kind).create(spec, train, context);
}

/** Reads a saved model of any family. */
export async function loadModel(saved: SavedState): Promise<FittedClassifier> {
  const kind = saved.format.replace(/^selvedge\./, '');
  const entry = modelEntries().find((each) => each.kind === kind);
  if (entry) return entry.load(saved);
  const known = modelEntries().map((each) => each.kind);
  throw new SelvedgeError(
    'unsupported',
    `saved model: there is no model of the format '${saved.format}'; this version reads ${known.join(', ')}.`,
  );
}

type AnyModelSchema = z.ZodObject<{ kind: z.ZodLiteral<string> }>;

/** Built when asked for, because models may be registered at run time. */
export function modelSchema() {
  const options = modelEntries().map(({ schema }) => schema as unknown as AnyModelSchema);
  return z.discriminatedUnion('kind', options as [AnyModelSchema, ...AnyModelSchema[]]).describe('The model.');
}
