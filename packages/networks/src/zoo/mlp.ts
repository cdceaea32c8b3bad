import { partialShare } from '@selvedge/component';
import type { z } from '@selvedge/component/zod';
import { activations } from '../activations/activations.js';
import type { LayerSpec } from '../declaration/layer-spec.js';
import { initializers } from '../initializers/initializers.js';
import type { ActivationFunctionSpec, InitializerSpec, MlpParams } from '../specs.generated.js';
import { type ArchitectureDefinition, defineArchitecture } from './definition.js';
import { penalty, unitsOfLayers } from './fields.js';

export const mlp: ArchitectureDefinition<MlpParams> = defineArchitecture<MlpParams>({
  zoo: 'mlp',
  knownAs: ['dense', 'fully-connected', 'multi-layer-perceptron', 'perceptron', 'feed-forward', 'ann', 'dnn'],
  typeName: 'MlpSpec',
  description: 'A multi-layer perceptron: flatten, hidden layers, softmax.',
  fields: {
    hidden: unitsOfLayers.describe('Units of each hidden layer, the first one first.'),
    activation: (activations.shorthand as unknown as z.ZodType<ActivationFunctionSpec>)
      .default('relu')
      .describe('Of the hidden layers.'),
    l2: penalty.describe("L2 penalty on every kernel, the output's too."),
    dropout: partialShare().default(0).describe('Share of the units of each hidden layer that is dropped.'),
    initializer: (initializers.shorthand as unknown as z.ZodType<InitializerSpec>)
      .default('glorot-uniform')
      .describe('Of the kernels and, where it is `pytorch-default`, of the biases.'),
  },
  layers: ({ classes, hidden, activation, l2, dropout, initializer }) => {
    const ofPytorch = initializers.checked(initializer).kind === 'pytorch-default';
    const common = {
      kind: 'dense',
      kernelInitializer: initializer,
      ...(ofPytorch && { biasInitializer: initializer }),
      ...(l2 > 0 && { kernelRegularizer: { l2 } }),
    } as const;
    const layers: LayerSpec[] = [{ kind: 'flatten' }];
    for (const units of hidden) {
      layers.push({ ...common, units, activation });
      if (dropout > 0) layers.push({ kind: 'dropout', rate: dropout });
    }
    layers.push({ ...common, units: classes, activation: 'softmax' });
    return layers;
  },
});
