import { checkThreads } from '@selvedge/compute';
import { onlyFields, SelvedgeError } from '@selvedge/data';
import type { NetworkSpec } from '@selvedge/networks';
import { fromZoo, resolveNetwork, type ZooSpec } from '@selvedge/networks';
import type { EngineName } from '../session/session.js';
import type { TrainSpec } from '../specs.generated.js';
import { checkTrainSpec, type TrainParams } from '../training/train-spec.js';
import { checkViews, type TestTimeView } from './test-time-views.js';

/**
 * Parameters of `NeuralClassifier`. Plain JSON.
 *
 * | name | default | effect |
 * |---|---|---|
 * | network | required | a declaration, or a network of the zoo: `{ zoo: 'resnet9' }` |
 * | train | `{}` | see `TrainSpec` |
 * | engine | `auto` | `onnx`, `tfjs`, or the best that is there: onnx |
 * | threads | those of `fit` and `predict` | part of the run's identity: sums round otherwise with another number |
 * | testTime | none | views of each image whose probabilities are averaged at prediction |
 */
export interface NeuralParams {
  readonly network: NetworkSpec | ZooSpec;
  readonly train: TrainParams;
  readonly engine: EngineName | 'auto';
  readonly threads?: number;
  readonly testTime: readonly TestTimeView[];
}

/** `NeuralParams` as they are passed: only the network is required. */
export type NeuralOptions = Pick<NeuralParams, 'network'> &
  Partial<Omit<NeuralParams, 'network' | 'train'>> & { readonly train?: TrainSpec };

const FIELDS: readonly string[] = ['network', 'train', 'engine', 'threads', 'testTime'];

/** @throws SelvedgeError naming the parameter */
export function checkNeuralParams(options: NeuralOptions): NeuralParams {
  onlyFields('NeuralClassifier', options, FIELDS);
  const { network, train = {}, engine = 'auto', threads, testTime = [] } = options;
  if (typeof network !== 'object' || network === null) throw bad('network', network, 'a declaration or { zoo: name }');
  if (!['auto', 'onnx', 'tfjs'].includes(engine)) throw bad('engine', engine, 'auto, onnx or tfjs');
  if (threads !== undefined) checkThreads('NeuralClassifier', threads);
  checkViews(testTime);
  const declared = declarationOf(network, 10);
  if (declared.inputShape !== undefined) resolveNetwork(declared); // so that a slip shows here, not in the middle of a study
  return { network, train: checkTrainSpec(train), engine, ...(threads !== undefined && { threads }), testTime };
}

/** The declaration, with as many outputs as there are classes where it is from the zoo. */
export function declarationOf(network: NetworkSpec | ZooSpec, classes: number): NetworkSpec {
  return 'zoo' in network ? fromZoo({ classes, ...network }) : network;
}

const bad = (name: string, value: unknown, allowed: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `NeuralClassifier: ${name} is ${JSON.stringify(value)}; need ${allowed}.`);
