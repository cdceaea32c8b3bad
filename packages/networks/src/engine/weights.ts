import type { Network, TensorSlot } from '../declaration/network.js';

/** Learned and tracked tensors of a network, canonical: `Network.parameters` and `Network.state` say what lies where. */
export interface Weights {
  readonly parameters: Float32Array;
  readonly state: Float32Array;
}

/** The weights of a network from its tensors by name, as `FittedNeural.namedWeights` and `loadKeras` give them. */
export function weightsByName(
  { parameters, parameterCount, state, stateCount }: Network,
  named: Readonly<Record<string, ArrayLike<number>>>,
): Weights {
  const filled = (slots: readonly TensorSlot[], count: number): Float32Array => {
    const values = new Float32Array(count);
    for (const { name, offset } of slots) values.set(named[name], offset);
    return values;
  };
  return { parameters: filled(parameters, parameterCount), state: filled(state, stateCount) };
}
