import { type Definition, defineComponent, type Spec } from '@selvedge/component';
import type { DefinitionSource } from '@selvedge/component/types';
import type { Json } from '@selvedge/data/types';
import type { Arithmetic, Formula } from './arithmetic.js';

/** A function that a layer's output goes through. */
export interface ActivationDefinition<Params extends Spec = Spec> extends Definition<Params> {
  readonly keras: KerasForm<Params>;
  /**
   * Whether f(0) = 0. Only then may it run on memory whose channels are padded with zeros to whole blocks, because the
   * padding stays 0.
   */
  readonly keepsZero: boolean;
  /** Whether it reads the whole last axis for each number, as softmax does. */
  readonly readsLastAxis: boolean;
  /** Parameters other than the defaults, on which the contract of activations is run as well. */
  readonly examples?: readonly Params[];
  /** Value and gradient, in whatever numbers the engine computes with. */
  formula<Value>(m: Arithmetic<Value>, x: Value, params: Params): Formula<Value>;
}

/** How Keras writes it. */
export interface KerasForm<Params extends Spec = Spec> {
  /** Its name in a layer's `activation`, where it stands for our defaults. */
  readonly name?: string;
  /** Keyword arguments of the function of that name, where it has any. A layer's `activation` cannot state them. */
  keywordsOf?(params: Params): { readonly [name: string]: Json };
  /** Names that mean the same, and are read as well. */
  readonly aliases?: readonly string[];
  /** A name that can't be read, because its defaults differ between versions of Keras. */
  readonly ambiguousName?: string;
  /** A layer of its own, whose config states the parameters. */
  readonly layer?: {
    readonly className: string;
    configOf(params: Params): { readonly [name: string]: Json };
    paramsOf(config: Readonly<Record<string, Json | undefined>>): Omit<Params, 'kind'>;
  };
  /** False: tf.layers does not have it. Default true. */
  readonly isInTfLayers?: boolean;
}

type Acts<Params extends Spec> = Pick<ActivationDefinition<Params>, 'keras' | 'keepsZero' | 'formula'> &
  Partial<Pick<ActivationDefinition<Params>, 'readsLastAxis' | 'examples'>>;

export const defineActivation = <Params extends Spec>(
  stated: Omit<DefinitionSource<Params>, 'family'>,
  acts: Acts<Params>,
): ActivationDefinition<Params> => ({
  ...defineComponent<Params>({
    ...stated,
    family: 'activation',
    knownAs: [...namesIn(acts.keras), ...(stated.knownAs ?? [])],
  }),
  readsLastAxis: false,
  ...acts,
});

/** What Keras calls it, for errors: our own kind among them does no harm. */
const namesIn = ({ name, aliases = [] }: Pick<KerasForm, 'name' | 'aliases'>): readonly string[] =>
  name === undefined ? aliases : [name, ...aliases];
