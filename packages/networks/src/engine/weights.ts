/** Learned and tracked tensors of a network, canonical: `Network.parameters` and `Network.state` say what lies where. */
export interface Weights {
  readonly parameters: Float32Array;
  readonly state: Float32Array;
}
