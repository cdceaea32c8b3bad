import type { SavedState } from '@selvedge/data';
import type { LossKind, TrainBatch, Weights } from '@selvedge/networks/engine';
import type { Network } from '@selvedge/networks/types';
import type { UpdateRule } from '../optimizers/update-rule.js';

export type EngineName = 'onnx' | 'tfjs';

/** Plain data: it crosses into the worker thread. */
export interface SessionOptions {
  readonly network: Network;
  /** Threads for arithmetic; default: the engine's choice. */
  readonly threads?: number;
  /** Absent: the session only predicts. */
  readonly training?: {
    readonly batchSize: number;
    readonly loss: LossKind;
    readonly rule: UpdateRule;
    /** Whether averaged weights are kept beside the current ones. */
    readonly averaging: boolean;
    /** Learning rates of slots are multiplied with these; by slot name. */
    readonly learningRateMultipliers?: Readonly<Record<string, number>>;
  };
}

/** The current weights, their running average, or those that `snapshotBest` put aside. */
export type WhichWeights = 'current' | 'average' | 'best';

/** A batch with the class of each row, for the running accuracy; without it, where the row's largest target is. */
export interface StepBatch extends TrainBatch {
  readonly labels?: Uint16Array;
}

export interface StepResult {
  /** Mean over the rows, without penalties. */
  readonly loss: number;
  /** Rows whose largest output is that of their class; as the network was in training mode. */
  readonly correct: number;
  /** Of all gradients together, penalties included, before clipping. */
  readonly gradientNorm: number;
  /**
   * The batch's features again, for the memory of a batch to come. An array per step would have the garbage collector
   * run every few steps: it takes 64 MB of arrays as a reason to look through the whole heap.
   */
  readonly features: Float32Array;
}

/**
 * One network with its optimiser, where the arithmetic is: in a worker thread, or in the calling one. Calls are
 * carried out one after the other, in the order in which they were made.
 */
export interface NetworkSession {
  /** The engine and what it runs on, for people. */
  readonly description: string;
  /** Draws fresh weights from the seed, then puts the given tensors (by slot name) in their place. */
  initialize(seed: number, given?: Readonly<Record<string, Float32Array>>): Promise<void>;
  write(weights: Weights): Promise<void>;
  read(which: WhichWeights): Promise<Weights>;
  /**
   * One step of training.
   *
   * @throws SelvedgeError `diverged` when the loss or a gradient is not finite; the weights stay as they were, and
   * every further step fails too
   */
  step(batch: StepBatch, learningRate: number): Promise<StepResult>;
  /**
   * average += share * (current - average), of the parameters and the moving statistics.
   *
   * @param restart - whether training goes on from the average
   */
  average(share: number, restart: boolean): Promise<void>;
  /** Puts the named weights aside as the best ones. */
  snapshotBest(which: WhichWeights): Promise<void>;
  /** Outputs before the head, rows x outputs. */
  predict(features: Float32Array, rows: number, which: WhichWeights): Promise<Float32Array>;
  /** Sum of the L1 and L2 penalties. */
  penalty(which: WhichWeights): Promise<number>;
  /** Writes everything needed to go on, with `config` beside it, to a file; in one piece or not at all. */
  saveCheckpoint(path: string, config: SavedState['config']): Promise<void>;
  /**
   * Continues from a file.
   *
   * @returns the config that was saved with it
   * @throws SelvedgeError `corrupt-file` when the file is damaged or of another network; nothing was changed then
   */
  loadCheckpoint(path: string): Promise<SavedState['config']>;
  close(): Promise<void>;
}
