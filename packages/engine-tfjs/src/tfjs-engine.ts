import type { CompiledNetwork, CompileOptions, Engine, TrainBatch } from '@selvedge/networks/engine';
import type { Network, NetworkNode, TensorSlot } from '@selvedge/networks/types';
import type { Tensor } from '@tensorflow/tfjs-core';
import { loadBackend } from './backend.js';
import { forward, type Pass } from './operations.js';
import type { TensorFlow } from './tensorflow.js';

/** Computes with TensorFlow.js: on a GPU where `@tensorflow/tfjs-node-gpu` is installed. */
export async function tfjsEngine(): Promise<Engine> {
  const { tf, description } = await loadBackend();
  return {
    name: 'tfjs',
    description,
    compile: (network, options = {}) => Promise.resolve(compileTfjs(tf, network, options)),
  };
}

/** Rows that are predicted at once, unless the caller says. */
const PREDICT_ROWS = 256;

function compileTfjs(tf: TensorFlow, network: Network, options: CompileOptions): CompiledNetwork {
  const length = network.parameterCount;
  const own = options.allocate?.(length);
  const parameters = own?.parameters ?? new Float32Array(length);
  const gradients = own?.gradients ?? new Float32Array(length);
  const state = new Float32Array(network.stateCount);

  const predictChunk = async (features: Float32Array, rows: number): Promise<Float32Array> => {
    const outputs = tf.tidy(() => {
      const learned = network.parameters.map((slot) => toTensor(tf, parameters, slot));
      const pass: Pass = { tf, rows, onMoments: () => undefined };
      return run(network, tf.tensor(features, [rows, ...network.inputShape]), learned, state, pass);
    });
    const values = (await outputs.data()) as Float32Array;
    outputs.dispose();
    return values;
  };

  return {
    layout: {
      length,
      ranges: network.parameters.map(({ offset, size }) => ({ start: offset, end: offset + size })),
      toCanonical: (array) => array.slice(),
      fromCanonical: (canonical, array) => array.set(canonical),
    },
    parameters,
    gradients,
    state,
    async step(batch) {
      const result = gradientsOf(tf, network, parameters, state, batch, options.loss ?? 'cross-entropy');
      const [loss] = await result.loss.data();
      const outputs = (await result.outputs.data()) as Float32Array;
      for (const [at, slot] of network.parameters.entries()) {
        if (slot.trainable) gradients.set((await result.gradients[at].data()) as Float32Array, slot.offset);
      }
      for (const { node, mean, variance } of result.moments) {
        await moveStatistics(node, state, [mean, variance]);
      }
      tf.dispose([result.loss, result.outputs, ...result.gradients]);
      tf.dispose(result.moments.flatMap(({ mean, variance }) => [mean, variance]));
      return { loss, outputs };
    },
    async predict(features, rows) {
      const columns = features.length / Math.max(1, rows);
      const values = new Float32Array(rows * network.outputs);
      const size = options.predictBatchSize ?? PREDICT_ROWS;
      for (let start = 0; start < rows; start += size) {
        const end = Math.min(rows, start + size);
        const chunk = await predictChunk(features.subarray(start * columns, end * columns), end - start);
        values.set(chunk, start * network.outputs);
      }
      return values;
    },
    dispose: () => Promise.resolve(),
  };
}

interface Moments {
  readonly node: NetworkNode;
  readonly mean: Tensor;
  readonly variance: Tensor;
}

interface StepTensors {
  readonly loss: Tensor;
  readonly outputs: Tensor;
  readonly gradients: readonly Tensor[];
  readonly moments: readonly Moments[];
}

function gradientsOf(
  tf: TensorFlow,
  network: Network,
  parameters: Float32Array,
  state: Float32Array,
  batch: TrainBatch,
  lossKind: NonNullable<CompileOptions['loss']>,
): StepTensors {
  const { rows } = batch;
  const moments: Moments[] = [];
  const results: Tensor[] = tf.tidy(() => {
    const features = tf.tensor(batch.features, [rows, ...network.inputShape]);
    const targets = tf.tensor(batch.targets, [rows, network.outputs]);
    const learned = network.parameters.map((slot) => toTensor(tf, parameters, slot));
    let outputs: Tensor | undefined;
    const lossOf = (...given: Tensor[]): Tensor => {
      const pass: Pass = {
        tf,
        rows,
        training: batch,
        onMoments: (node, mean, variance) =>
          moments.push({ node, mean: tf.keep(tf.clone(mean)), variance: tf.keep(tf.clone(variance)) }),
      };
      outputs = run(network, features, given, state, pass);
      tf.keep(outputs);
      return lossTensor(tf, outputs, targets, network, batch, lossKind);
    };
    // TensorFlow.js refuses to derive by nothing, which a network of poolings alone asks for.
    const { value, grads } =
      learned.length === 0 ? { value: lossOf(), grads: [] } : tf.valueAndGrads(lossOf as never)(learned);
    if (outputs === undefined) throw new Error('internal: the loss was not computed');
    return [value, outputs, ...grads];
  });
  const [loss, outputs, ...gradients] = results;
  return { loss, outputs, gradients, moments };
}

/** The last node's output. */
function run(network: Network, features: Tensor, learned: readonly Tensor[], state: Float32Array, pass: Pass): Tensor {
  const values: Tensor[] = [];
  let next = 0;
  for (const node of network.nodes) {
    const parameters = learned.slice(next, next + node.parameters.length);
    next += node.parameters.length;
    const inputs = node.operation.kind === 'input' ? [features] : node.inputs.map((at) => values[at]);
    const statistics = node.state.map((slot) => toTensor(pass.tf, state, slot));
    values.push(forward(node, inputs, parameters, statistics, pass));
  }
  return values[network.outputNode];
}

function lossTensor(
  tf: TensorFlow,
  outputs: Tensor,
  targets: Tensor,
  { head }: Network,
  { rows, weights }: TrainBatch,
  kind: NonNullable<CompileOptions['loss']>,
): Tensor {
  if (kind === 'cross-entropy') return tf.div(tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(outputs)))), rows);
  const y = head === 'softmax' ? tf.softmax(outputs) : head === 'log-softmax' ? tf.logSoftmax(outputs) : outputs;
  const squares = tf.square(tf.sub(y, targets));
  return tf.mean(weights === undefined ? squares : tf.mul(squares, tf.tensor(weights, [rows, 1])));
}

const toTensor = (tf: TensorFlow, flat: Float32Array, { offset, size, shape }: TensorSlot): Tensor =>
  tf.tensor(flat.slice(offset, offset + size), [...shape]);

async function moveStatistics(
  { operation, state: slots }: NetworkNode,
  state: Float32Array,
  seen: readonly Tensor[],
): Promise<void> {
  if (operation.kind !== 'batch-normalization') throw new Error(`internal: ${operation.kind} keeps no statistics`);
  for (const [at, { offset }] of slots.entries()) {
    const values = await seen[at].data();
    for (const [i, value] of values.entries()) {
      state[offset + i] = operation.momentum * state[offset + i] + (1 - operation.momentum) * value;
    }
  }
}
