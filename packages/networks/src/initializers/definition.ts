import { type Definition, defineComponent, type Spec } from '@selvedge/component';
import type { DefinitionSource } from '@selvedge/component/types';
import type { Rng } from '@selvedge/data';

/** What is filled. */
export interface TensorToFill {
  readonly shape: readonly number[];
  /** As in `ParameterSlot`. */
  readonly kerasShape?: readonly number[];
  readonly fanIn: number;
  readonly fanOut: number;
  /** Numbers that one output reads. */
  readonly pytorchFanIn: number;
  readonly rng: Rng;
}

/** How a tensor is filled before training. */
export interface InitializerDefinition<Params extends Spec = Spec> extends Definition<Params> {
  /** Keras's class, where it has one of these parameters. */
  readonly kerasClass?: string;
  fill(out: Float32Array, params: Params, tensor: TensorToFill): void;
}

export const defineInitializer = <Params extends Spec>(
  stated: Omit<DefinitionSource<Params>, 'family'>,
  acts: Pick<InitializerDefinition<Params>, 'kerasClass' | 'fill'>,
): InitializerDefinition<Params> => ({ ...defineComponent<Params>({ ...stated, family: 'initializer' }), ...acts });
