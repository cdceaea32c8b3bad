import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LabelledRows } from '@selvedge/data';
import type { LayerSpec } from '@selvedge/networks';
import { NeuralClassifier } from '../src/classifier/neural-classifier.js';
import type { NeuralExtras } from '../src/classifier/neural-extras.js';
import type { TrainSpec } from '../src/specs.generated.js';
import { blobs } from './blobs.js';
import { openReference } from './open-reference.js';

export const layers: LayerSpec[] = [
  { kind: 'dense', units: 8, activation: 'relu' },
  { kind: 'batch-normalization', momentum: 0.8 },
  { kind: 'dropout', rate: 0.2 },
  { kind: 'dense', units: 3, activation: 'softmax' },
];
export const train: LabelledRows = blobs(90);
export const validation: LabelledRows = blobs(30, { seed: 2 });

/** A network of two dense layers on the plain engine, quick to fit. */
export const classifier = (spec: TrainSpec = {}, extras: NeuralExtras = {}): NeuralClassifier =>
  new NeuralClassifier(
    { network: { layers }, train: { epochs: 4, batchSize: 16, learningRate: 0.02, ...spec } },
    { openSession: openReference, ...extras },
  );

export const folder = (): string => mkdtempSync(join(tmpdir(), 'selvedge-neural-'));
