import { count, defineObject } from '@selvedge/component';
import type { ObjectDefinition } from '@selvedge/component/types';
import { z } from '@selvedge/component/zod';
import type { LayerParams, NetworkParams } from '../specs.generated.js';
import { LARGEST_AXIS } from './fields.js';
import { layers } from './layers.js';

/** A network as a person writes it. */
export const networkObject: ObjectDefinition<NetworkParams> = defineObject(
  'NetworkSpec',
  'A network: layers one after the other, or a graph where layers name their inputs.',
  {
    name: z.string().min(1).exactOptional().describe('The name of the network.'),
    inputShape: z
      .array(count(LARGEST_AXIS))
      .min(1)
      .exactOptional()
      .describe(
        "Shape of one row without the batch axis: [height, width, channels] or [columns]. Without it the data's.",
      ),
    layers: z
      .array(layers.schema as unknown as z.ZodType<LayerParams>)
      .min(1)
      .max(2000)
      .describe("A layer may read any layer above it. The last layer's output is the network's."),
  },
);
