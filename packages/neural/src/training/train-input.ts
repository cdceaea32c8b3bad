import type { LabelledRows, OnProgress } from '@selvedge/data';
import type { Network } from '@selvedge/networks/types';
import type { TrainCallback } from '../callbacks/callback.js';
import type { BatchSource } from './batches.js';
import type { TrainParams } from './train-spec.js';

/** What one training works on and by which rules. */
export interface TrainInput {
  readonly network: Network;
  readonly params: TrainParams;
  readonly train: LabelledRows;
  readonly validation?: LabelledRows | undefined;
  readonly source: BatchSource;
  readonly seed: number;
  /** Says which run a checkpoint belongs to. */
  readonly fingerprint: string;
  readonly callbacks: readonly TrainCallback[];
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}
