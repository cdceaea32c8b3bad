import { z } from '@selvedge/component/zod';
import { activations } from '../activations/activations.js';
import type { ActivationFunctionSpec, ActivationParams } from '../specs.generated.js';
import { defineLayer, type LayerDefinition } from './definition.js';
import { base } from './fields.js';

export const activation: LayerDefinition<ActivationParams> = defineLayer(
  {
    kind: 'activation',
    description: 'A function of every number.',
    fields: {
      activation: (activations.shorthand as unknown as z.ZodType<ActivationFunctionSpec>).describe('Which function.'),
      alpha: z.number().min(0).exactOptional().describe('That of leaky-relu or elu, as in { kind: elu, alpha: 1 }.'),
      ...base,
    },
    rule: ({ activation: written, alpha }) => {
      if (alpha === undefined) return undefined;
      const params = activations.checked(written);
      const message = `only leaky-relu and elu have an alpha, not ${params.kind}; leave it out`;
      return 'alpha' in params ? undefined : { path: ['alpha'], message };
    },
  },
  'Activation',
);
