import type { SavedState, Tensor } from '@selvedge/data';
import type { Json, RowForm } from '@selvedge/data/types';
import { declarationOfNetwork } from '@selvedge/networks/declaration';
import type { Network, TensorSlot } from '@selvedge/networks/types';
import type { FittedNeuralParts } from './fitted-neural-parts.js';

export const FORMAT: string = 'selvedge.neural';
export const VERSION: number = 1;

/** The model as data: declaration, parameters and history in the config, one tensor per slot. */
export function saveNeural({ params, classes, network, weights, history, form }: FittedNeuralParts): SavedState {
  const tensor = (values: Float32Array, { offset, size, shape }: TensorSlot): Tensor => ({
    values: values.slice(offset, offset + size),
    shape,
  });
  return {
    format: FORMAT,
    version: VERSION,
    config: asJson({
      params,
      classes,
      history,
      declaration: declarationOfNetwork(network),
      ...formOfFit(network, form),
    }),
    tensors: Object.fromEntries([
      ...network.parameters.map((slot) => [slot.name, tensor(weights.parameters, slot)] as const),
      ...network.state.map((slot) => [slot.name, tensor(weights.state, slot)] as const),
    ]),
  };
}

/** Names of columns, and the shape of a row where it is not the network's own. */
function formOfFit({ inputShape }: Network, { shape, names }: RowForm = {}): RowForm {
  return { ...(shape && shape.join() !== inputShape.join() && { shape }), ...(names && { names }) };
}

const asJson = (value: unknown): SavedState['config'] => JSON.parse(JSON.stringify(value)) as { [key: string]: Json };
