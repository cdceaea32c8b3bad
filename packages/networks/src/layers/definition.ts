import { type Definition, defineComponent, type Spec } from '@selvedge/component';
import type { DefinitionSource } from '@selvedge/component/types';

/** A layer: what it is declared with. What it computes is `layerRule`'s, which the compiler holds complete. */
export interface LayerDefinition<Params extends Spec = Spec> extends Definition<Params> {
  /** Keras's class. */
  readonly className: string;
}

export const defineLayer = <Params extends Spec>(
  stated: Omit<DefinitionSource<Params>, 'family'>,
  className: string,
): LayerDefinition<Params> => ({
  ...defineComponent<Params>({ ...stated, family: 'layer', advice: { ...IN_NETWORK, ...stated.advice } }),
  className,
});

const SHAPE = 'write inputShape beside layers: { inputShape: [28, 28, 1], layers: [...] }';
const IN_NETWORK = { inputShape: SHAPE, inputDim: SHAPE, batchInputShape: SHAPE };
