import type { WorkerContext } from '@selvedge/compute/types';
import type { SavedState } from '@selvedge/data';
import type { Weights } from '@selvedge/networks/engine';
import type { EngineName, SessionOptions, StepBatch, StepResult, WhichWeights } from './session.js';

/** The methods of the worker thread: those of `NetworkSession`, one argument each. */
export type SessionApi = {
  open(request: { engine: EngineName; options: SessionOptions }): Promise<string>;
  initialize(request: { seed: number; given?: Readonly<Record<string, Float32Array>> }): Promise<void>;
  write(weights: Weights): Promise<void>;
  read(which: WhichWeights, context: WorkerContext): Promise<Weights>;
  step(request: { batch: StepBatch; learningRate: number }, context: WorkerContext): Promise<StepResult>;
  average(request: { share: number; restart: boolean }): Promise<void>;
  snapshotBest(which: WhichWeights): Promise<void>;
  predict(
    request: { features: Float32Array; rows: number; which: WhichWeights },
    context: WorkerContext,
  ): Promise<Float32Array>;
  penalty(which: WhichWeights): Promise<number>;
  saveCheckpoint(request: { path: string; config: SavedState['config'] }): Promise<void>;
  loadCheckpoint(path: string): Promise<SavedState['config']>;
  close(request: undefined): Promise<void>;
};
