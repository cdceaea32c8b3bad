import { withCurrentNames } from '@selvedge/component/names';
import { type SavedState, SelvedgeError } from '@selvedge/data';
import { areClassNames, formOfSaved, numbersIn } from '@selvedge/data/checks';
import type { NetworkSpec } from '@selvedge/networks';
import { activations, initializers, resolveNetwork, zoo } from '@selvedge/networks';
import { networkObject } from '@selvedge/networks/declaration';
import { seenByLoss, showShape } from '@selvedge/networks/engine';
import type { TensorSlot } from '@selvedge/networks/types';
import type { History } from '../training/history.js';
import { trainObject } from '../training/train-spec.js';
import { FittedNeural } from './fitted-neural.js';
import { checkNeuralParams, type NeuralOptions } from './neural-params.js';
import { FORMAT, VERSION } from './save-neural.js';
import { checkViewsFit } from './test-time-views.js';

/**
 * Makes a fitted model of what `save()` returned.
 *
 * @throws SelvedgeError `unsupported` for another format or version, `corrupt-file` when tensors do not fit the
 * declaration
 */
export function loadNeural(saved: SavedState): FittedNeural {
  const { format, version, config, tensors } = saved ?? {};
  if (format !== FORMAT || version !== VERSION) {
    throw new SelvedgeError(
      'unsupported',
      `loadNeural: got ${format} version ${version}; this reads ${FORMAT} version ${VERSION}.`,
    );
  }
  const { params, classes, history, declaration, names, shape } = config ?? {};
  for (const [name, value] of Object.entries({ params, history, declaration, tensors })) {
    if (typeof value !== 'object' || value === null) throw corrupt(name, 'there');
  }
  if (!Array.isArray((history as unknown as Partial<History>).epochs)) throw corrupt('history', 'one of a training');
  if (!areClassNames(classes)) throw corrupt('classes', 'a list of names that differ');
  const declared = withCurrentNames(networkObject.schema, declaration as unknown as NetworkSpec);
  const checked = checkNeuralParams(currentOptions(params as unknown as NeuralOptions, declared));
  const network = seenByLoss(resolveNetwork(declared), checked.train.loss);
  if (network.outputs !== classes.length) throw corrupt('classes', `${network.outputs} names, one per output`);
  const parameters = new Float32Array(network.parameterCount);
  const state = new Float32Array(network.stateCount);
  const fill = (into: Float32Array, slots: readonly TensorSlot[]): void => {
    for (const { name, size, offset, shape } of slots) {
      const { values, shape: seen } = tensors[name] ?? {};
      const fits = values instanceof Float32Array && values.length === size && values.every(Number.isFinite);
      if (!fits || showShape(seen ?? []) !== showShape(shape))
        throw corrupt(`tensor '${name}'`, `${showShape(shape)} finite float32 numbers`);
      into.set(values, offset);
    }
  };
  fill(parameters, network.parameters);
  fill(state, network.state);
  checkViewsFit(checked.testTimeAugmentation, network.inputShape);
  return new FittedNeural({
    params: checked,
    classes,
    network,
    weights: { parameters, state },
    history: history as unknown as History,
    form: formOfSaved('loadNeural', numbersIn(network.inputShape), { shape, names }),
  });
}

/** Former names of fields. */
interface FormerOptions {
  readonly testTime?: NeuralOptions['testTimeAugmentation'];
}

/**
 * What an earlier release saved, in today's names. An architecture that was named is what its layers say, where the zoo
 * has no such name any more, or an initializer had another name.
 */
function currentOptions(saved: NeuralOptions & FormerOptions, declared: NetworkSpec): NeuralOptions {
  const { testTime, ...rest } = saved;
  const train = saved.train && withCurrentNames(trainObject.schema, saved.train);
  const params = { ...rest, ...(testTime && { testTimeAugmentation: testTime }), ...(train && { train }) };
  const { network } = params;
  if (typeof network !== 'object' || network === null) return params;
  if (!('zoo' in network)) return { ...params, network: withCurrentNames(networkObject.schema, network) };
  if (!Object.hasOwn(zoo, network.zoo)) return { ...params, network: declared };
  if (network.zoo !== 'mlp') return params;
  const { activation, initializer } = network;
  return {
    ...params,
    network: {
      ...network,
      ...(activation !== undefined && { activation: withCurrentNames(activations.shorthand, activation) }),
      ...(initializer !== undefined && { initializer: withCurrentNames(initializers.shorthand, initializer) }),
    },
  };
}

const corrupt = (what: string, wanted: string): SelvedgeError =>
  new SelvedgeError('corrupt-file', `loadNeural: ${what} is not ${wanted}. Use an undamaged copy of the saved model.`);
