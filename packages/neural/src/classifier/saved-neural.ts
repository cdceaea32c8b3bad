import { type Json, type SavedState, SelvedgeError, type Tensor } from '@selvedge/data';
import type { LayerSpec, NetworkSpec } from '../declaration/layer-spec.js';
import type { Network, TensorSlot } from '../declaration/network.js';
import { resolveNetwork } from '../declaration/resolve.js';
import type { History } from '../training/history.js';
import { FittedNeural } from './fitted-neural.js';
import { checkNeuralParams, type NeuralOptions } from './neural-params.js';

const FORMAT = 'selvedge.neural';
const VERSION = 1;

/** The model as data: declaration, parameters and history in the config, one tensor per slot. */
export function saveNeural({ params, classes, network, weights, history }: FittedNeural): SavedState {
  const tensor = (values: Float32Array, { offset, size, shape }: TensorSlot): Tensor => ({
    values: values.slice(offset, offset + size),
    shape,
  });
  return {
    format: FORMAT,
    version: VERSION,
    config: asJson({ params, classes, history, declaration: declarationOfNetwork(network) }),
    tensors: Object.fromEntries([
      ...network.parameters.map((slot) => [slot.name, tensor(weights.parameters, slot)] as const),
      ...network.state.map((slot) => [slot.name, tensor(weights.state, slot)] as const),
    ]),
  };
}

/**
 * Makes a fitted model of what `save()` returned.
 *
 * @throws SelvedgeError `unsupported` for another format or version, `corrupt-file` when tensors do not fit the
 * declaration
 */
export function loadNeural({ format, version, config, tensors }: SavedState): FittedNeural {
  if (format !== FORMAT || version !== VERSION) {
    throw new SelvedgeError(
      'unsupported',
      `loadNeural: got ${format} version ${version}; this reads ${FORMAT} version ${VERSION}.`,
    );
  }
  const { params, classes, history, declaration } = config;
  if (!Array.isArray(classes) || !classes.every((name) => typeof name === 'string'))
    throw corrupt('classes', 'a list of names');
  const network = resolveNetwork(declaration as unknown as NetworkSpec);
  if (network.outputs !== classes.length) throw corrupt('classes', `${network.outputs} names, one per output`);
  const parameters = new Float32Array(network.parameterCount);
  const state = new Float32Array(network.stateCount);
  const fill = (into: Float32Array, slots: readonly TensorSlot[]): void => {
    for (const { name, size, offset } of slots) {
      const values = tensors[name]?.values;
      if (!(values instanceof Float32Array) || values.length !== size)
        throw corrupt(`tensor '${name}'`, `${size} float32 numbers`);
      into.set(values, offset);
    }
  };
  fill(parameters, network.parameters);
  fill(state, network.state);
  return new FittedNeural({
    params: checkNeuralParams(params as unknown as NeuralOptions),
    classes: classes as string[],
    network,
    weights: { parameters, state },
    history: history as unknown as History,
  });
}

/** The declaration with the names that layers got and the input shape that the data had. */
export function declarationOfNetwork({ name, inputShape, layers }: Network): NetworkSpec {
  return {
    name,
    inputShape,
    layers: layers.map((layer): LayerSpec => ({ ...layer.spec, name: layer.name, inputs: layer.inputs })),
  };
}

const asJson = (value: unknown): SavedState['config'] => JSON.parse(JSON.stringify(value)) as { [key: string]: Json };

const corrupt = (what: string, wanted: string): SelvedgeError =>
  new SelvedgeError('corrupt-file', `loadNeural: ${what} is not ${wanted}. Use an undamaged copy of the saved model.`);
