import type { RowForm } from '@selvedge/data/types';
import type { Weights } from '@selvedge/networks/engine';
import type { Network } from '@selvedge/networks/types';
import type { History } from '../training/history.js';
import type { NeuralParams } from './neural-params.js';

/** What a trained network is made of, and saved as. */
export interface FittedNeuralParts {
  readonly params: NeuralParams;
  readonly classes: readonly string[];
  readonly network: Network;
  readonly weights: Weights;
  readonly history: History;
  /** Of the training rows, as far as they had one. */
  readonly form?: RowForm;
}
