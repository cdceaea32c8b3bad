import { count, partialShare } from '@selvedge/component';
import {
  type ActivationFunctionSpec,
  activations,
  type InitializerSpec,
  initializers,
  type NetworkSpec,
  networkObject,
  type ZooName,
  zoo,
} from '@selvedge/networks';
import { z } from 'zod';
import type { NamedNetwork } from './named-network.js';

/** What TypeScript knows of the networks of plugins: `interface CustomNetworks { 'my-net': true }`. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface CustomNetworks {}

type PlainName = Exclude<ZooName, 'mlp' | 'convnet'> | keyof CustomNetworks;

const inputShape = z.array(count(1_000_000)).min(1).max(4).exactOptional().describe("Of one row. Default: the data's.");
const units = z.array(count(65_536)).max(1000);
const size = z.union([count(4096), z.tuple([count(4096), count(4096)])]).exactOptional();
const padding = z.enum(['valid', 'same']).exactOptional();
const penalty = z.number().min(0).exactOptional();
const rate = partialShare().exactOptional();

const mlp = z.strictObject({
  zoo: z.literal('mlp'),
  hidden: units.describe('Units of each hidden layer.'),
  activation: (activations.shorthand as z.ZodType<ActivationFunctionSpec, ActivationFunctionSpec>)
    .exactOptional()
    .describe('Of the hidden layers. Default relu.'),
  l2: penalty,
  dropout: rate,
  initializer: (initializers.shorthand as z.ZodType<InitializerSpec, InitializerSpec>)
    .exactOptional()
    .describe('Of the kernels and, where it is pytorchDefault, of the biases. Default glorotUniform.'),
  inputShape,
});

const convnet = z.strictObject({
  zoo: z.literal('convnet'),
  filters: units.min(1).describe('Filters of each convolution.'),
  kernelSize: size,
  padding,
  strides: size,
  poolSize: size,
  poolPadding: padding,
  poolings: z.int().min(0).max(1000).exactOptional(),
  batchNormalization: z.boolean().exactOptional(),
  dropout: rate,
  noise: penalty,
  dense: units.exactOptional(),
  denseL2: penalty,
  convL2: penalty,
  inputShape,
});

/** A network as a person writes it. */
export type NetworkInput =
  | z.infer<typeof mlp>
  | z.infer<typeof convnet>
  | { zoo: PlainName; inputShape?: number[] }
  | NetworkSpec;

/** A network as a pipeline file has it. */
export function networkSchema(named: ReadonlyMap<string, NamedNetwork>): z.ZodType<NetworkInput, NetworkInput> {
  const names = [...Object.keys(zoo), ...named.keys()].filter((name) => name !== 'mlp' && name !== 'convnet');
  const plain = z.strictObject({
    zoo: z.enum(names as [PlainName, ...PlainName[]]).meta({ description: 'A network of the zoo.', plugins: true }),
    inputShape,
  });
  const either = z.union([z.discriminatedUnion('zoo', [mlp, convnet, plain]), networkObject.schema]);
  return either.describe('A network of the zoo, or layers.') as unknown as z.ZodType<NetworkInput, NetworkInput>;
}
