import { SelvedgeError } from '@selvedge/data';
import type { BatchEnd } from '../callbacks/callback.js';
import { plateauStart } from '../schedules/plateau.js';
import { learningRateAt } from '../schedules/schedules.js';
import type { NetworkSession, WhichWeights } from '../session/session.js';
import { averageAfterStep } from './averaging.js';
import type { BatchSource } from './batches.js';
import { earlyStoppingStart } from './early-stopping.js';
import { epochOf, progressOfEpoch } from './epoch-progress.js';
import { allRows, evaluatedRows, orderOf, rowsOfBatch } from './epoch-rows.js';
import { checkOutputs, evaluate } from './evaluate.js';
import { handled } from './handled.js';
import type { EpochRecord, History, Metrics, StopReason } from './history.js';
import { judge } from './judge.js';
import { type RunState, runConfig } from './run-state.js';
import type { TrainInput } from './train-input.js';

/** Batches prepared ahead, and steps under way: enough that neither side waits for the other. */
const BATCHES_AHEAD = 4;
const STEPS_AHEAD = 3;

/**
 * Trains the network of a session, whose weights have been set, from the first epoch or from a checkpoint.
 *
 * @returns the history, and which of the session's weights are the result
 * @throws SelvedgeError `aborted` (after a checkpoint was written, where one was asked for), `diverged`
 */
export async function train(
  session: NetworkSession,
  input: TrainInput,
  from?: RunState,
): Promise<{ history: History; result: WhichWeights }> {
  const run = new Run(session, input, from);
  try {
    const trained = await run.finish(await run.epochs());
    if (run.isUnscored) await checkOutputs(session, input, trained.result);
    return trained;
  } catch (error) {
    throw error instanceof SelvedgeError && error.code === 'diverged' ? run.withCheckpoint(error) : error;
  }
}

class Run {
  readonly #session: NetworkSession;
  readonly #input: TrainInput;
  readonly #batches: number;
  readonly #trainRows: Uint32Array;
  #state: RunState;
  /** Features of batches that the session is done with. */
  readonly #spare: Float32Array[] = [];
  /** What each epoch of this process took. */
  readonly #seconds: number[] = [];
  /** Whether there is a checkpoint of this run. */
  #isKept: boolean;

  constructor(session: NetworkSession, input: TrainInput, from?: RunState) {
    this.#session = session;
    this.#input = input;
    this.#batches = Math.ceil(input.train.features.rows / input.params.batchSize);
    this.#trainRows = evaluatedRows(input);
    this.#isKept = from !== undefined;
    this.#state = from ?? {
      epoch: 0,
      batch: 0,
      lossSum: 0,
      correct: 0,
      averaged: 0,
      records: [],
      plateau: plateauStart,
      stopping: earlyStoppingStart,
    };
  }

  /** Whether nothing looked at an output after the last step. */
  get isUnscored(): boolean {
    const last = this.#state.records.at(-1);
    return (last?.train ?? last?.validation) === undefined;
  }

  /** The error with where to go on from. */
  withCheckpoint(error: SelvedgeError): SelvedgeError {
    const { checkpoint } = this.#input.params;
    if (checkpoint === undefined || !this.#isKept) return error;
    const text = `${error.message} The last good checkpoint is ${checkpoint.path}.`;
    return new SelvedgeError('diverged', text, { cause: error });
  }

  async epochs(): Promise<StopReason> {
    const { params, callbacks } = this.#input;
    const firstEpoch = this.#state.epoch + 1;
    for (const callback of callbacks) {
      await callback.onTrainBegin?.({ engine: this.#session.description, epochs: params.epochs, firstEpoch });
    }
    if (this.#state.stopped !== undefined) return this.#state.stopped;
    while (this.#state.epoch < params.epochs) {
      const reason = await this.#epoch();
      if (reason !== undefined) return reason;
    }
    return 'epochs';
  }

  async finish(stopped: StopReason): Promise<{ history: History; result: WhichWeights }> {
    const { epoch, records, stopping } = this.#state;
    const { earlyStopping } = this.#input.params;
    const restored = earlyStopping?.restoreBestWeights && stopping.best !== null;
    const history: History = {
      epochs: records,
      stopped,
      resultEpoch: restored ? stopping.bestEpoch : epoch,
      engine: this.#session.description,
    };
    for (const callback of this.#input.callbacks) await callback.onTrainEnd?.(history);
    return { history, result: restored ? 'best' : this.#which() };
  }

  /** The weights that are scored and kept: the averaged ones where there are any. */
  #which(): WhichWeights {
    const { weightAveraging: averaging } = this.#input.params;
    return averaging !== undefined && this.#state.averaged > 0 ? 'average' : 'current';
  }

  async #epoch(): Promise<StopReason | undefined> {
    const started = performance.now();
    await this.#steps();
    const trained = performance.now();
    await this.#averageEpoch();

    const { params, callbacks, train: rows, validation, network, signal } = this.#input;
    const which = this.#which();
    const scoring = { head: network.head, loss: params.loss, which, signal };
    const score = (data: TrainInput['train'], at: Uint32Array): Promise<Metrics> =>
      evaluate(this.#session, data, at, scoring);
    let train: Metrics | undefined;
    let held: Metrics | undefined;
    try {
      if (this.#trainRows.length > 0) train = await score(rows, this.#trainRows);
      if (validation) held = await score(validation, allRows(validation));
    } catch (error) {
      if (!signal?.aborted) throw error;
      await this.#checkpoint();
      throw this.#aborted(signal);
    }

    const { epoch: before, lossSum, correct } = this.#state;
    const epoch = before + 1;
    const record: EpochRecord = {
      epoch,
      learningRate: this.#learningRate(epoch * this.#batches - 1),
      trainSeconds: (trained - started) / 1000,
      evaluationSeconds: (performance.now() - trained) / 1000,
      running: { loss: lossSum / rows.features.rows, accuracy: correct / rows.features.rows },
      ...(train && { train }),
      ...(held && { validation: held }),
    };
    this.#state = {
      ...this.#state,
      epoch,
      batch: 0,
      lossSum: 0,
      correct: 0,
      records: [...this.#state.records, record],
    };
    const verdict = judge(params, this.#state, record);
    this.#state = { ...this.#state, ...verdict.state };
    if (verdict.isBest) await this.#session.snapshotBest(this.#which());
    this.#seconds.push(record.trainSeconds + record.evaluationSeconds);
    this.#input.onProgress?.(progressOfEpoch(record, params.epochs, this.#batches, this.#seconds));
    let reason: StopReason | undefined = verdict.stop ? 'early-stopping' : undefined;
    for (const callback of callbacks) {
      await callback.onEpochEnd?.(record, { stop: () => (reason ??= 'callback') });
    }
    if (reason !== undefined) this.#state = { ...this.#state, stopped: reason };
    const last = reason !== undefined || epoch === params.epochs;
    if (last || epoch % (params.checkpoint?.everyEpochs ?? 1) === 0) await this.#checkpoint();
    return reason;
  }

  /** Feeds the epoch's batches, some ahead of the session. */
  async #steps(): Promise<void> {
    const { params, source, seed, signal } = this.#input;
    const order = orderOf(this.#input, this.#state.epoch);
    const first = this.#state.batch;
    const start = this.#state.epoch * this.#batches;
    const prepared: ReturnType<BatchSource>[] = [];
    const under: { done: ReturnType<NetworkSession['step']>; rows: number; learningRate: number }[] = [];
    let requested = first;
    const settle = async (): Promise<void> => {
      const next = under.shift();
      if (next) await this.#settle(await next.done, next.rows, next.learningRate);
    };
    for (let batch = first; batch < this.#batches; batch++) {
      for (; requested < this.#batches && requested < batch + BATCHES_AHEAD; requested++) {
        const rows = rowsOfBatch(order, requested, params.batchSize);
        prepared.push(handled(source(rows, this.#state.epoch, this.#spare.pop())));
      }
      const ready = prepared.shift();
      if (ready === undefined) throw new Error('internal: no batch was prepared');
      const { features, targets, weights, labels } = await ready;
      const rows = rowsOfBatch(order, batch, params.batchSize).length;
      const step = start + batch;
      const learningRate = this.#learningRate(step);
      under.push({
        done: handled(
          this.#session.step(
            { features, targets, ...(weights && { weights }), labels, rows, step, seed },
            learningRate,
          ),
        ),
        rows,
        learningRate,
      });
      this.#averageStep(step);
      if (under.length >= STEPS_AHEAD) await settle();
      if (signal?.aborted) {
        while (under.length > 0) await settle();
        await Promise.allSettled(prepared);
        await this.#checkpoint();
        throw this.#aborted(signal);
      }
    }
    while (under.length > 0) await settle();
  }

  async #settle(
    result: Awaited<ReturnType<NetworkSession['step']>>,
    rows: number,
    learningRate: number,
  ): Promise<void> {
    const { epoch, batch, lossSum, correct } = this.#state;
    this.#spare.push(result.features);
    this.#state = {
      ...this.#state,
      batch: batch + 1,
      lossSum: lossSum + result.loss * rows,
      correct: correct + result.correct,
    };
    const end: BatchEnd = {
      epoch: epoch + 1,
      batch: batch + 1,
      batches: this.#batches,
      loss: result.loss,
      learningRate,
    };
    for (const callback of this.#input.callbacks) await callback.onBatchEnd?.(end);
    this.#input.onProgress?.({
      step: epochOf(epoch + 1, this.#input.params.epochs),
      done: epoch * this.#batches + batch + 1,
      total: this.#input.params.epochs * this.#batches,
      metrics: { loss: result.loss, learningRate, gradientNorm: result.gradientNorm },
    });
  }

  #averageStep(step: number): void {
    const averaged = this.#state.averaged + 1;
    const update = averageAfterStep(this.#input.params.weightAveraging, step, averaged);
    if (update === undefined) return;
    this.#state = { ...this.#state, averaged };
    void handled(this.#session.average(update.share, update.restart));
  }

  async #averageEpoch(): Promise<void> {
    const { weightAveraging: averaging } = this.#input.params;
    const epoch = this.#state.epoch + 1;
    if (averaging?.kind !== 'swa' || epoch < averaging.fromEpoch || this.#state.averagedEpoch === epoch) return;
    const averaged = this.#state.averaged + 1;
    this.#state = { ...this.#state, averaged, averagedEpoch: epoch };
    await this.#session.average(1 / averaged, false);
  }

  #learningRate(step: number): number {
    const { params } = this.#input;
    return learningRateAt(params.schedule, params.learningRate, {
      step,
      stepsPerEpoch: this.#batches,
      epochs: params.epochs,
      plateauFactor: this.#state.plateau.factor,
    });
  }

  async #checkpoint(): Promise<void> {
    const { params, fingerprint } = this.#input;
    if (params.checkpoint === undefined) return;
    await this.#session.saveCheckpoint(params.checkpoint.path, runConfig(this.#state, fingerprint));
    this.#isKept = true;
  }

  #aborted(signal: AbortSignal): SelvedgeError {
    const { epoch, batch } = this.#state;
    const { checkpoint } = this.#input.params;
    const kept = checkpoint ? `; fit again to go on from ${checkpoint.path}` : '; set checkpoint to be able to go on';
    return new SelvedgeError(
      'aborted',
      `training: stopped by its AbortSignal after batch ${batch} of epoch ${epoch + 1}${kept}.`,
      {
        cause: signal.reason,
      },
    );
  }
}
