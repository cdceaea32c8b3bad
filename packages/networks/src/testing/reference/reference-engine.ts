import type { Network, NodeOperation } from '../../declaration/network.js';
import type { CompiledNetwork, CompileOptions, Engine, TrainBatch } from '../../engine/engine.js';
import { activation } from './activation.js';
import { softmax } from './arithmetic.js';
import { conv2d } from './conv2d.js';
import { dense } from './dense.js';
import { batchNormalization, layerNormalization } from './normalization.js';
import type { Context, Operation } from './operation.js';
import { averagePooling2d, globalAveragePooling2d, maxPooling2d } from './pooling.js';
import {
  add,
  axisMaps,
  concatenate,
  dropout,
  gaussianNoise,
  multiply,
  rescaling,
  reshape,
  spatialDropout2d,
  zeroPadding2d,
} from './simple-operations.js';

const OPERATIONS: Readonly<Record<Exclude<NodeOperation['kind'], 'input'>, Operation>> = {
  dense,
  conv2d,
  'max-pooling2d': maxPooling2d,
  'average-pooling2d': averagePooling2d,
  'global-average-pooling2d': globalAveragePooling2d,
  'batch-normalization': batchNormalization,
  'layer-normalization': layerNormalization,
  dropout,
  'spatial-dropout2d': spatialDropout2d,
  'gaussian-noise': gaussianNoise,
  activation,
  reshape,
  add,
  multiply,
  concatenate,
  'zero-padding2d': zeroPadding2d,
  'axis-maps': axisMaps,
  rescaling,
};

/** The arbiter: every operation written out in float64, slow and plain. For tests only. */
export const referenceEngine: Engine = {
  name: 'reference',
  description: 'plain TypeScript in float64, for tests',
  compile: (network, options) => Promise.resolve(compileReference(network, options)),
};

export function compileReference(network: Network, options: CompileOptions = {}): CompiledNetwork {
  const length = network.parameterCount;
  const { parameters, gradients } = options.allocate?.(length) ?? {
    parameters: new Float32Array(length),
    gradients: new Float32Array(length),
  };
  const state = new Float32Array(network.stateCount);
  return {
    layout: {
      length,
      ranges: network.parameters.map(({ offset, size }) => ({ start: offset, end: offset + size })),
      toCanonical: (own) => own.slice(),
      fromCanonical: (canonical, own) => own.set(canonical),
    },
    parameters,
    gradients,
    state,
    step(batch) {
      const wideState = Float64Array.from(state);
      const result = referenceStep(network, Float64Array.from(parameters), wideState, batch, options.loss);
      gradients.set(result.gradients);
      state.set(wideState);
      return Promise.resolve({ loss: result.loss, outputs: Float32Array.from(result.outputs) });
    },
    predict(features, rows) {
      const values = forward(network, Float64Array.from(parameters), Float64Array.from(state), {
        features: Float64Array.from(features),
        rows,
        training: false,
        seed: 0,
        step: 0,
      });
      return Promise.resolve(Float32Array.from(values[network.outputNode]));
    },
    dispose: () => Promise.resolve(),
  };
}

interface Pass {
  readonly features: Float64Array;
  readonly rows: number;
  readonly training: boolean;
  readonly seed: number;
  readonly step: number;
}

/** Loss and gradients of one batch, all in float64. `state` is updated. */
export function referenceStep(
  network: Network,
  parameters: Float64Array,
  state: Float64Array,
  batch: TrainBatch,
  lossKind: CompileOptions['loss'] = 'cross-entropy',
): { loss: number; gradients: Float64Array; outputs: Float64Array } {
  const frozenState = state.slice(); // what a frozen batch norm reads again in its backward pass
  const pass: Pass = { ...batch, features: Float64Array.from(batch.features), training: true };
  const values = forward(network, parameters, state, pass);
  const outputs = values[network.outputNode];
  const { loss, gradient } = lossOf(network, outputs, batch, lossKind);

  const gradients = new Float64Array(network.parameterCount);
  const flowing = values.map((value) => new Float64Array(value.length));
  flowing[network.outputNode].set(gradient);
  for (const node of network.nodes.toReversed()) {
    if (node.operation.kind === 'input') continue;
    const operation = OPERATIONS[node.operation.kind];
    const inputs = node.inputs.map((at) => values[at]);
    const back = operation.backward(inputs, flowing[node.index], contextOf(node, parameters, frozenState, pass));
    for (const [at, input] of node.inputs.entries()) {
      const into = flowing[input];
      for (let i = 0; i < into.length; i++) into[i] += back.inputs[at][i];
    }
    for (const [at, slot] of node.parameters.entries()) gradients.set(back.parameters[at], slot.offset);
  }
  return { loss, gradients, outputs };
}

function forward(network: Network, parameters: Float64Array, state: Float64Array, pass: Pass): Float64Array[] {
  const values: Float64Array[] = [];
  for (const node of network.nodes) {
    if (node.operation.kind === 'input') {
      values.push(pass.features);
      continue;
    }
    const inputs = node.inputs.map((at) => values[at]);
    values.push(OPERATIONS[node.operation.kind].forward(inputs, contextOf(node, parameters, state, pass)));
  }
  return values;
}

function contextOf(node: Network['nodes'][number], parameters: Float64Array, state: Float64Array, pass: Pass): Context {
  const part =
    (from: Float64Array) =>
    ({ offset, size }: { offset: number; size: number }) =>
      from.subarray(offset, offset + size);
  return { ...pass, node, parameters: node.parameters.map(part(parameters)), state: node.state.map(part(state)) };
}

function lossOf(
  network: Network,
  outputs: Float64Array,
  { targets, weights, rows }: TrainBatch,
  kind: CompileOptions['loss'],
): {
  loss: number;
  gradient: Float64Array;
} {
  const classes = network.outputs;
  const gradient = new Float64Array(outputs.length);
  const p = softmax(outputs, classes);
  let loss = 0;
  if (kind !== 'mean-squared-error') {
    for (let row = 0; row < rows; row++) {
      let mass = 0;
      for (let i = row * classes; i < (row + 1) * classes; i++) {
        mass += targets[i];
        if (targets[i] !== 0) loss -= (targets[i] * logSoftmaxAt(outputs, i, row, classes)) / rows;
      }
      for (let i = row * classes; i < (row + 1) * classes; i++) gradient[i] = (p[i] * mass - targets[i]) / rows;
    }
    return { loss, gradient };
  }
  const weightOf = (i: number): number => weights?.[Math.floor(i / classes)] ?? 1;
  const y = network.head === 'linear' ? outputs : network.head === 'softmax' ? p : p.map(Math.log);
  const dy = y.map((value, i) => (2 * weightOf(i) * (value - targets[i])) / y.length);
  for (let i = 0; i < y.length; i++) loss += (weightOf(i) * (y[i] - targets[i]) ** 2) / y.length;
  if (network.head === 'linear') return { loss, gradient: dy };
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = row * classes; i < (row + 1) * classes; i++) sum += network.head === 'softmax' ? dy[i] * p[i] : dy[i];
    for (let i = row * classes; i < (row + 1) * classes; i++) {
      gradient[i] = network.head === 'softmax' ? p[i] * (dy[i] - sum) : dy[i] - p[i] * sum;
    }
  }
  return { loss, gradient };
}

function logSoftmaxAt(outputs: Float64Array, i: number, row: number, classes: number): number {
  const logits = outputs.subarray(row * classes, (row + 1) * classes);
  const largest = Math.max(...logits);
  return outputs[i] - largest - Math.log(logits.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}
