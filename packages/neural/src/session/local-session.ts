import { argmaxRows, type Labels, SelvedgeError } from '@selvedge/data';
import { countEqual } from '@selvedge/data/checks';
import type { CompiledNetwork, Engine, Weights } from '@selvedge/networks/engine';
import { initialParameters, initialState } from '@selvedge/networks/engine';
import type { Network } from '@selvedge/networks/types';
import type { FileIdentity } from '#platform';
import type { Optimizer } from '../optimizers/optimizer.js';
import { type Stretch, stretchesOf } from '../optimizers/stretches.js';
import { createWasmOptimizer } from '../optimizers/wasm.js';
import { type CheckpointTensors, readCheckpoint, writeCheckpoint } from './checkpoint-file.js';
import type { NetworkSession, SessionOptions, StepBatch, StepResult, WhichWeights } from './session.js';

/** A session in the calling thread: what the worker thread runs, and what tests use. */
export async function openLocalSession(engine: Engine, options: SessionOptions): Promise<NetworkSession> {
  const { network, threads, training } = options;
  let optimizer: Optimizer | undefined;
  const compiled = await engine.compile(network, {
    ...(threads !== undefined && { threads }),
    ...(training && {
      batchSize: training.batchSize,
      loss: training.loss,
      allocate: (length) => {
        optimizer = createWasmOptimizer(training.rule, length);
        return optimizer;
      },
    }),
  });
  if (training && optimizer === undefined) throw new Error(`internal: ${engine.name} did not call allocate`);
  return new LocalSession(compiled.description ?? engine.description, options, compiled, optimizer);
}

/** Parameters in the engine's order with moving statistics. */
interface OwnWeights {
  readonly parameters: Float32Array;
  readonly state: Float32Array;
}

class LocalSession implements NetworkSession {
  readonly description: string;
  readonly #network: Network;
  readonly #compiled: CompiledNetwork;
  readonly #optimizer: Optimizer | undefined;
  readonly #stretches: readonly Stretch[];
  readonly #average: OwnWeights | undefined;
  #best: OwnWeights | undefined;
  /** Whether the current weights may differ from those of the last prediction. */
  #isChanged = true;
  #failed: SelvedgeError | undefined;
  /** Checkpoints that this session read or wrote last, by path. */
  readonly #checkpoints = new Map<string, FileIdentity>();
  /** The end of the queue of calls. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(description: string, options: SessionOptions, compiled: CompiledNetwork, optimizer?: Optimizer) {
    const { network, training } = options;
    this.description = description;
    this.#network = network;
    this.#compiled = compiled;
    this.#optimizer = optimizer;
    const factors = training?.learningRateMultipliers ?? {};
    this.#stretches = training
      ? stretchesOf(network, compiled.layout, training.rule, ({ name }) => factors[name] ?? 1)
      : [];
    if (training?.averaging) this.#average = copyOf(compiled);
  }

  initialize(seed: number, given: Readonly<Record<string, Float32Array>> = {}): Promise<void> {
    return this.#queue(() => {
      const parameters = initialParameters(this.#network, seed, given);
      const state = initialState(this.#network);
      for (const slot of this.#network.state) if (given[slot.name]) state.set(given[slot.name], slot.offset);
      this.#setLive({ parameters, state });
    });
  }

  write(weights: Weights): Promise<void> {
    return this.#queue(() => this.#setLive(weights));
  }

  read(which: WhichWeights): Promise<Weights> {
    return this.#queue(() => {
      const own = this.#own(which);
      checkFinite(own);
      return this.#canonical(own);
    });
  }

  step(batch: StepBatch, learningRate: number): Promise<StepResult> {
    return this.#queue(async () => {
      if (this.#failed) throw this.#failed;
      const optimizer = this.#optimizer;
      if (optimizer === undefined) throw new Error('internal: the session was opened for prediction only');
      this.#isChanged = true;
      const stateBefore = this.#compiled.state.slice();
      const { loss, outputs } = await this.#compiled.step(batch);
      const gradientNorm = Number.isFinite(loss)
        ? optimizer.update(this.#stretches, learningRate, batch.step)
        : Number.NaN;
      if (!Number.isFinite(gradientNorm)) {
        this.#compiled.state.set(stateBefore);
        this.#failed = diverged(batch.step, loss, learningRate);
        throw this.#failed;
      }
      return {
        loss,
        gradientNorm,
        correct: outputs ? countCorrect(outputs, batch, this.#network.outputs) : Number.NaN,
        features: batch.features,
      };
    });
  }

  average(share: number, restart: boolean): Promise<void> {
    return this.#queue(() => {
      if (this.#average === undefined) throw new Error('internal: the session keeps no average');
      moveTowards(this.#average.parameters, this.#compiled.parameters, share);
      moveTowards(this.#average.state, this.#compiled.state, share);
      if (!restart) return;
      this.#compiled.parameters.set(this.#average.parameters);
      this.#compiled.state.set(this.#average.state);
      this.#isChanged = true;
    });
  }

  snapshotBest(which: WhichWeights): Promise<void> {
    return this.#queue(() => {
      this.#best = copyOf(this.#own(which));
    });
  }

  predict(features: Float32Array, rows: number, which: WhichWeights): Promise<Float32Array> {
    return this.#queue(async () => {
      if (which === 'current') {
        const isUnchanged = !this.#isChanged;
        this.#isChanged = false;
        return this.#compiled.predict(features, rows, isUnchanged);
      }
      this.#isChanged = true;
      const current = copyOf(this.#compiled);
      const chosen = this.#own(which);
      this.#compiled.parameters.set(chosen.parameters);
      this.#compiled.state.set(chosen.state);
      try {
        return await this.#compiled.predict(features, rows);
      } finally {
        this.#compiled.parameters.set(current.parameters);
        this.#compiled.state.set(current.state);
      }
    });
  }

  penalty(which: WhichWeights): Promise<number> {
    return this.#queue(() => {
      const { parameters } = this.#own(which);
      let sum = 0;
      for (const [at, { l1, l2 }] of this.#network.parameters.entries()) {
        if (l1 === 0 && l2 === 0) continue;
        const { start, end } = this.#compiled.layout.ranges[at];
        for (let i = start; i < end; i++) sum += l1 * Math.abs(parameters[i]) + l2 * parameters[i] ** 2;
      }
      return sum;
    });
  }

  saveCheckpoint(path: string, config: Parameters<NetworkSession['saveCheckpoint']>[1]): Promise<void> {
    return this.#queue(async () => {
      checkFinite(this.#compiled);
      const { toCanonical } = this.#compiled.layout;
      const tensors: CheckpointTensors = {
        ...this.#canonical(this.#compiled),
        moments: (this.#optimizer?.moments ?? []).map((moment) => toCanonical(moment)),
        ...(this.#average && { average: this.#canonical(this.#average) }),
        ...(this.#best && { best: this.#canonical(this.#best) }),
      };
      const known = this.#checkpoints.get(path);
      this.#checkpoints.set(path, await writeCheckpoint(path, this.#network, { tensors, config }, known));
    });
  }

  loadCheckpoint(path: string): ReturnType<NetworkSession['loadCheckpoint']> {
    return this.#queue(async () => {
      const moments = this.#optimizer?.moments ?? [];
      const expected = { moments: moments.length, average: this.#average !== undefined };
      const { config, tensors, identity } = await readCheckpoint(path, this.#network, expected);
      if (identity !== undefined) this.#checkpoints.set(path, identity);
      this.#setLive(tensors);
      for (const [at, moment] of moments.entries()) this.#compiled.layout.fromCanonical(tensors.moments[at], moment);
      if (this.#average && tensors.average) this.#setOwn(this.#average, tensors.average);
      if (tensors.best) {
        this.#best = copyOf(this.#compiled);
        this.#setOwn(this.#best, tensors.best);
      }
      return config;
    });
  }

  close(): Promise<void> {
    return this.#queue(() => this.#compiled.dispose());
  }

  #queue<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined); // the caller gets the error; the queue goes on
    return result;
  }

  #setLive(weights: Weights): void {
    this.#isChanged = true;
    this.#setOwn(this.#compiled, weights);
    if (this.#average) this.#setOwn(this.#average, weights);
  }

  #setOwn(own: OwnWeights, { parameters, state }: Weights): void {
    this.#compiled.layout.fromCanonical(parameters, own.parameters);
    own.state.set(state);
  }

  #own(which: WhichWeights): OwnWeights {
    const own = which === 'current' ? this.#compiled : which === 'average' ? this.#average : this.#best;
    if (own === undefined) throw new Error(`internal: the session has no ${which} weights`);
    return own;
  }

  #canonical({ parameters, state }: OwnWeights): Weights {
    return { parameters: this.#compiled.layout.toCanonical(parameters), state: state.slice() };
  }
}

const copyOf = ({ parameters, state }: OwnWeights): OwnWeights => ({
  parameters: parameters.slice(),
  state: state.slice(),
});

/** A step from finite numbers may lead out of them, which the next step would be the first to notice. */
function checkFinite({ parameters, state }: OwnWeights): void {
  if (parameters.every(Number.isFinite) && state.every(Number.isFinite)) return;
  throw new SelvedgeError(
    'diverged',
    'training: a weight left the finite numbers in the last step. Lower the learning rate, set clipNorm, or scale the ' +
      'features (pixels to 0 ... 1).',
  );
}

function moveTowards(average: Float32Array, current: Float32Array, share: number): void {
  for (let i = 0; i < average.length; i++) average[i] += share * (current[i] - average[i]);
}

function countCorrect(outputs: Float32Array, { targets, labels, rows }: StepBatch, classes: number): number {
  const largest = (values: Float32Array): Labels => argmaxRows({ values, rows, columns: classes });
  return countEqual(labels ?? largest(targets), largest(outputs));
}

const diverged = (step: number, loss: number, learningRate: number): SelvedgeError =>
  new SelvedgeError(
    'diverged',
    `training: at step ${step} (counted from 0) ${Number.isFinite(loss) ? 'a gradient' : 'the loss'} is not finite, with a learning rate of ${learningRate}; need finite numbers. Lower the learning rate, set clipNorm, or scale the features (pixels to 0 ... 1).`,
  );
