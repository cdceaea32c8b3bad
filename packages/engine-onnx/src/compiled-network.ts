import { openSession, tensor } from '@selvedge/compute';
import { supportsDirectOutputs } from '@selvedge/compute/kernels';
import type { RuntimeName, Session, SessionOptions, Tensors } from '@selvedge/compute/types';
import { defaultThreads, isShared } from '@selvedge/compute/workers';
import { numbersIn } from '@selvedge/data/checks';
import type { CompiledNetwork, CompileOptions, TrainBatch } from '@selvedge/networks/engine';
import { fillGaussianNoise, type NoiseKey, noiseKey } from '@selvedge/networks/engine';
import type { Network } from '@selvedge/networks/types';
import type { BlockedPlan } from './blocked/blocked-plan.js';
import { FLUSH_DENORMALS } from './flush-denormals.js';
import { parameterLayout, type StoredParameter } from './parameter-storage.js';
import { Predictor } from './predictor.js';
import { createDropoutMasks } from './random/dropout-mask.js';
import { buildStepGraph, gradientName, type NoiseInput, type StepGraph, seenName } from './step-graph.js';

/** How the step graphs are built. */
export interface StepPlan {
  readonly stored: readonly StoredParameter[];
  readonly blocked: BlockedPlan | undefined;
  readonly runtime: RuntimeName;
}

/** Random numbers of one node, drawn at every step. */
interface Noise {
  readonly input: NoiseInput;
  readonly values: Float32Array;
  draw(key: NoiseKey): void;
}

/** A training step that is ready to run for one number of rows. */
interface OpenStep {
  readonly graph: StepGraph;
  readonly session: Session;
  readonly noises: readonly Noise[];
  readonly fixed: Tensors;
  readonly fetches: Tensors;
  readonly seen: readonly Float32Array[];
  readonly loss: Float32Array;
  readonly outputs: Float32Array;
}

/** Sessions are kept for the usual batch, the last one of an epoch, and one more. */
const MAX_STEPS = 3;

export function compileOnnx(network: Network, plan: StepPlan, options: CompileOptions): CompiledNetwork {
  const { loss = 'cross-entropy', threads = defaultThreads() } = options;
  const sessionOptions: SessionOptions = { runtime: plan.runtime, threads };
  const layout = parameterLayout(plan.stored, network.parameterCount);
  const own = options.allocate?.(layout.length);
  const parameters = own?.parameters ?? new Float32Array(layout.length);
  const gradients = own?.gradients ?? new Float32Array(layout.length);
  const state = new Float32Array(network.stateCount);
  const predictor = new Predictor(network, options.predictBatchSize, sessionOptions);
  const steps = new Map<number, Promise<OpenStep>>();

  async function open(rows: number): Promise<OpenStep> {
    const directOutputs = plan.runtime === 'node' && (await supportsDirectOutputs());
    const { blocked } = plan;
    const graph = buildStepGraph(network, plan.stored, { loss, rows, blocked, threads, directOutputs });
    const session = await openSession(graph.model, { ...sessionOptions, ...FLUSH_DENORMALS });
    return prepare(network, plan.stored, graph, session, rows, { parameters, gradients, state });
  }

  /** Opened once per number of rows; the one that was not used for longest makes room. */
  async function stepFor(rows: number): Promise<OpenStep> {
    const before = steps.get(rows);
    const step = before ?? open(rows);
    steps.delete(rows);
    steps.set(rows, step);
    if (steps.size > MAX_STEPS) {
      const [[oldest, unused]] = steps;
      steps.delete(oldest);
      await (await unused).session.close();
    }
    try {
      return await step;
    } catch (error) {
      steps.delete(rows);
      throw error;
    }
  }

  return {
    layout,
    parameters,
    gradients,
    state,
    async step(batch) {
      const step = await stepFor(batch.rows);
      for (const { input, draw } of step.noises) draw(noiseKey(batch.seed, batch.step, input.node.index));
      const { rows } = batch;
      await step.session.run(
        {
          ...step.fixed,
          features: tensor(unshared(batch.features), [rows, ...network.inputShape]),
          targets: tensor(unshared(batch.targets), [rows, network.outputs]),
          ...(step.graph.weights !== undefined && { [step.graph.weights]: tensor(weightsOf(batch), [rows, 1]) }),
        },
        step.fetches,
      );
      updateState(network, step, state);
      return { loss: step.loss[0], outputs: step.outputs };
    },
    predict: (features, rows, isUnchanged = false) =>
      predictor.predict({ parameters, state, canonical: () => layout.toCanonical(parameters) }, features, {
        rows,
        isUnchanged,
      }),
    async dispose() {
      const open = await Promise.all(steps.values());
      steps.clear();
      await Promise.all([predictor.close(), ...open.map(({ session }) => session.close())]);
    },
  };
}

function prepare(
  network: Network,
  stored: readonly StoredParameter[],
  graph: StepGraph,
  session: Session,
  rows: number,
  { parameters, gradients, state }: Pick<CompiledNetwork, 'parameters' | 'gradients' | 'state'>,
): OpenStep {
  const noises = prepareNoises(graph.noises);
  const view = (all: Float32Array, { start, length, dims }: StoredParameter) =>
    tensor(all.subarray(start, start + length), dims);
  const seen = graph.seen.map(({ size }) => new Float32Array(size));
  const loss = new Float32Array(1);
  const outputs = new Float32Array(rows * network.outputs);
  return {
    graph,
    session,
    noises,
    seen,
    loss,
    outputs,
    fixed: Object.fromEntries([
      ...stored.map((each) => [each.slot.name, view(parameters, each)] as const),
      ...noises.map(({ input, values }) => [input.name, tensor(values, input.dims)] as const),
      ...graph.states.map(
        (slot) => [slot.name, tensor(state.subarray(slot.offset, slot.offset + slot.size), slot.shape)] as const,
      ),
    ]),
    fetches: Object.fromEntries([
      ['loss', tensor(loss, [])] as const,
      ['outputs', tensor(outputs, [rows, network.outputs])] as const,
      ...graph.learned.map((each) => [gradientName(each.slot), view(gradients, each)] as const),
      ...graph.seen.map((slot, at) => [seenName(slot), tensor(seen[at], slot.shape)] as const),
    ]),
  };
}

function prepareNoises(inputs: readonly NoiseInput[]): Noise[] {
  const masks = createDropoutMasks(inputs.map(({ dims }) => numbersIn(dims)));
  return inputs.map((input, at) => {
    const { operation } = input.node;
    const { values, draw } = masks[at];
    if (operation.kind === 'gaussian-noise') {
      return { input, values, draw: (key) => fillGaussianNoise(values, key, operation.stddev) };
    }
    if (operation.kind !== 'dropout' && operation.kind !== 'spatial-dropout2d') {
      throw new Error(`internal: ${operation.kind} draws no numbers`);
    }
    return { input, values, draw: (key) => draw(key, operation.rate) };
  });
}

/** moving = momentum * moving + (1 - momentum) * seen */
function updateState(network: Network, { graph, seen }: OpenStep, state: Float32Array): void {
  for (const [at, slot] of graph.seen.entries()) {
    const node = network.nodes.find((each) => each.state.includes(slot));
    if (node?.operation.kind !== 'batch-normalization') throw new Error(`internal: no node keeps ${slot.name}`);
    const { momentum } = node.operation;
    for (let i = 0; i < slot.size; i++) {
      state[slot.offset + i] = momentum * state[slot.offset + i] + (1 - momentum) * seen[at][i];
    }
  }
}

/** The rows' weights, 1 where the caller has none. */
const weightsOf = ({ weights, rows }: TrainBatch): Float32Array =>
  weights === undefined ? new Float32Array(rows).fill(1) : unshared(weights);

/** The runtime refuses arrays over a SharedArrayBuffer. */
function unshared(values: Float32Array): Float32Array {
  return isShared(values) ? values.slice() : values;
}
