import {
  type Classifier,
  type FittedClassifier,
  type Labels,
  type Matrix,
  type PredictOptions,
  type SavedState,
  SelvedgeError,
} from '@selvedge/data';
import { shown } from '@selvedge/data/checks';
import type { z } from 'zod';
import type { Catalogue } from './catalogue.js';
import { checked } from './check.js';
import { type Definition, type DefinitionSource, defineComponent, type Spec } from './definition.js';
import { type MakerCatalogue, type MakerDefinition, makerCatalogue } from './makers.js';

/** The specification of a class whose constructor takes `Params`. */
export type SpecOf<Kind extends string, Params extends object> = Params & { readonly kind: Kind };

/** A model, with its reader of saved ones. */
export interface ClassifierDefinition<Params extends Spec = Spec>
  extends MakerDefinition<Params, Classifier, FittedClassifier> {
  /** What the contract of classifiers is tested with; one at least, so that no model is without its test. */
  readonly contract: readonly [ContractCase<Params>, ...ContractCase<Params>[]];
  /** `fit` looks at validation rows, for early stopping; they are then part of the result's identity. */
  readonly usesValidation?: boolean;
  /** Whether a model of these parameters takes NaN as a missing value; default: none does. */
  takesMissing?(spec: Params): boolean;
  /** Default true. False: equal rows and parameters give equal fits, whatever the seed, which then is not part of the identity. */
  readonly usesSeed?: boolean;
  /** Default true. False: nothing of it runs on ONNX Runtime, whose build and version then are not part of the identity. */
  readonly usesRuntime?: boolean;
  /** Parameters that one fit can answer for. */
  readonly sharedFit?: SharedFit<Params>;
}

/** Settings of a model that a test can fit a hundred times. */
export interface ContractCase<Params extends Spec = Spec> {
  /** Default: all defaults. */
  readonly params?: Partial<Omit<Params, 'kind'>>;
  /** Accuracy on three well separated classes. Default: what `checkClassifier` asks for. */
  readonly minAccuracy?: number;
  /** How near a row of weight 2 is to the row twice. Default: what `checkClassifier` asks for. */
  readonly weightsWithin?: number;
  /** Why a check does not apply, by its name. */
  readonly skip?: Readonly<Record<string, string>>;
}

/** Parameters whose values are all answered for by one fit: a search over them fits once. */
export interface SharedFit<Params extends Spec> {
  readonly parameters: readonly string[];
  /** Whether a specification can share a fit. Default: every one. */
  applies?(spec: Params): boolean;
  /** What these parameters are in the one fit that answers for all of `specs`. Default: left out. */
  fitted?(specs: readonly Params[]): Partial<Omit<Params, 'kind'>>;
  /** Labels for many settings at the price of one pass; the results come in the order of the specs. */
  predictMany(
    model: FittedClassifier,
    specs: readonly Params[],
    features: Matrix,
    options: PredictOptions,
  ): Promise<readonly Labels[]>;
}

/** States the parameters of a model: what its constructor checks. */
export const defineParams = <Kind extends string, Params extends object>(
  stated: Omit<DefinitionSource<SpecOf<Kind, Params>>, 'family'>,
): Definition<SpecOf<Kind, Params>> =>
  defineComponent<SpecOf<Kind, Params>>({ ...stated, family: 'classifier', advice: { ...EXPECTED, ...stated.advice } });

const IN_FIT =
  'a seed is of a fit, not of a model: fit(rows, { seed: 0 }), in a pipeline file `seed: 0` beside `model`';
const EXPECTED = {
  seed: IN_FIT,
  randomState: IN_FIT,
  nJobs: 'threads are of a fit, not of a model: fit(rows, { threads: 4 })',
  threads: 'threads are of a fit, not of a model: fit(rows, { threads: 4 })',
  verbose: 'progress is of a fit, not of a model: fit(rows, { onProgress })',
  params: 'write the parameters beside the kind, as { kind: classifier.kind, ...classifier.params }',
};

export function defineClassifier<Params extends Spec>(
  params: Definition<Params>,
  acts: Pick<
    ClassifierDefinition<Params>,
    'create' | 'load' | 'contract' | 'usesValidation' | 'usesSeed' | 'usesRuntime' | 'takesMissing' | 'sharedFit'
  >,
): ClassifierDefinition<Params> {
  return { ...params, format: `selvedge.${params.kind}`, ...acts };
}

/**
 * Checks what a constructor was given and fills the defaults in.
 *
 * @param given - without the kind
 * @throws SelvedgeError `invalid-argument`
 */
export function checkedParams<Kind extends string, Params extends object>(
  definition: Definition<SpecOf<Kind, Params>>,
  given: Partial<Params>,
): Params {
  if (given !== undefined && Object.prototype.toString.call(given) !== '[object Object]')
    throw noParams(definition, given);
  const { kind: _, ...params } = checked(definition, { ...given, kind: definition.kind });
  return Object.freeze(params) as unknown as Params;
}

/** A value alone, `new Knn(3)`, whose spread would be no parameters: all defaults. */
function noParams({ family, kind, schema }: Definition, given: unknown): SelvedgeError {
  const names = Object.keys((schema as unknown as z.ZodObject).shape).filter((name) => name !== 'kind');
  const meant = names.find((name) => schema.safeParse({ kind, [name]: given }).success);
  const line = meant === undefined ? `need an object of ${names.join(', ')}` : `write { ${meant}: ${shown(given)} }`;
  return new SelvedgeError('invalid-argument', `${family} '${kind}': got ${shown(given)}; ${line}.`);
}

/** The models of one or more packages. */
export type ClassifierCatalogue<Entry extends ClassifierDefinition = ClassifierDefinition> = MakerCatalogue<
  Entry,
  Classifier,
  FittedClassifier
>;

export function classifierCatalogue<const Entry extends ClassifierDefinition>(
  names: Pick<Catalogue, 'typeName' | 'form' | 'advice'>,
  definitions: readonly Entry[],
): ClassifierCatalogue<Entry> {
  const described = { ...names, family: 'classifier', description: 'The model.' };
  const catalogue: ClassifierCatalogue<Entry> = makerCatalogue(described, 'saved model', definitions);
  return {
    ...catalogue,
    load: (saved) => {
      checkSaved(saved);
      return catalogue.load(saved);
    },
  };
}

/** @throws SelvedgeError `invalid-argument` for anything that `save` cannot have made */
function checkSaved(saved: unknown): void {
  const { format, config, tensors } = (saved ?? {}) as Partial<SavedState>;
  const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
  if (typeof format === 'string' && isObject(config) && isObject(tensors)) return;
  throw new SelvedgeError(
    'invalid-argument',
    'saved model: need the object that save() made, with format, version, config and tensors.',
  );
}
