import { checkedBy } from '@selvedge/component/explanations';
import { advised, guessedValues } from '@selvedge/component/names';
import { z } from '@selvedge/component/zod';
import { frozenCopy } from '@selvedge/data/checks';
import type { NetworkSpec } from '@selvedge/networks';
import { fromZoo, resolveNetwork, type ZooSpec } from '@selvedge/networks';
import { networkObject } from '@selvedge/networks/declaration';
import type { EngineName } from '../session/session.js';
import type { TrainSpec } from '../specs.generated.js';
import { checkTrainSpec, type TrainParams, trainFields } from '../training/train-spec.js';
import { neuralFields } from './neural-fields.js';
import type { TestTimeView } from './test-time-views.js';

/**
 * Parameters of `NeuralClassifier`. Plain JSON.
 *
 * | name | default | effect |
 * |---|---|---|
 * | network | required | a declaration, or a network of the zoo: `{ zoo: 'resnet9' }` |
 * | train | `{}` | see `TrainSpec` |
 * | engine | `auto` | `onnx`, `tfjs`, or the best that is there: onnx |
 * | threads | those of `fit` and `predict` | part of the run's identity: sums round otherwise with another number |
 * | testTimeAugmentation | none | views of each image whose probabilities are averaged at prediction |
 */
export interface NeuralParams {
  readonly network: NetworkSpec | ZooSpec;
  readonly train: TrainParams;
  readonly engine: EngineName | 'auto';
  readonly threads?: number;
  readonly testTimeAugmentation: readonly TestTimeView[];
}

/** `NeuralParams` as they are passed: only the network is required. */
export type NeuralOptions = Pick<NeuralParams, 'network'> &
  Partial<Omit<NeuralParams, 'network' | 'train'>> & { readonly train?: TrainSpec };

/** The network and its training are checked by schemas of their own, with the data known or not. */
const optionsSchema = advised(
  z.strictObject({
    network: guessedValues(z.looseObject({}), networkInstead),
    train: z.looseObject({}).optional(),
    ...neuralFields,
  }),
  {
    layers: 'write network: { layers }',
    zoo: 'write network: { zoo }',
    inputShape: 'write network: { inputShape, layers }',
    ...Object.fromEntries(Object.keys(trainFields).map((name) => [name, `write train: { ${name} }`])),
    device: "write engine: 'tfjs', which takes the best device that TensorFlow.js has",
    callbacks: 'the second argument: new NeuralClassifier(options, { callbacks })',
    seed: 'write fit(rows, { seed: 0 })',
    randomState: 'write fit(rows, { seed: 0 })',
  },
);

function networkInstead(value: unknown): string | undefined {
  if (typeof value === 'string') return `{ zoo: '${value}' }`;
  return Array.isArray(value) ? '{ layers: [...] }' : undefined;
}

/** @throws SelvedgeError naming the parameter */
export function checkNeuralParams(options: NeuralOptions): NeuralParams {
  const { engine, threads } = checkedBy(optionsSchema, options, 'NeuralClassifier');
  const { network, train = {}, testTimeAugmentation = [] } = options;
  const declared = declarationOf(network, 10);
  // So that a slip shows here, not in the middle of a study. Where the data give the shape, `fit` looks.
  if (network.inputShape !== undefined) resolveNetwork(declared);
  else checkedBy(networkObject.schema, declared, 'network');
  // Copies: a change of the caller's objects after this would be a network that nobody checked.
  return {
    network: frozenCopy(network),
    train: checkTrainSpec(train),
    engine,
    ...(threads !== undefined && { threads }),
    testTimeAugmentation: frozenCopy(testTimeAugmentation),
  };
}

/**
 * The declaration; where it is from the zoo, with as many outputs as there are classes, for images of the data's shape.
 *
 * @param shape - of one row of the data; what the network itself states comes first
 */
export function declarationOf(
  network: NetworkSpec | ZooSpec,
  classes: number,
  shape: readonly number[] = [],
): NetworkSpec {
  const inputShape = shape.length === 3 && { inputShape: shape };
  return 'zoo' in network ? fromZoo({ classes, ...inputShape, ...network }) : network;
}
