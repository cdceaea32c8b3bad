import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LabelledRows } from '@selvedge/data';
import type { LayerSpec } from '@selvedge/networks';
import { NeuralClassifier, type TrainSpec } from '@selvedge/neural';
import { run } from '../run.js';
import { FIT_CASES, type FitCase } from './fit-cases.js';

interface Fitted {
  readonly weights: readonly number[];
  readonly state: readonly number[];
  /** Loss of each epoch as Keras's fit shows it. */
  readonly running?: readonly number[];
}

/** The largest differences between our weights and those of a package. */
export interface FitDifference {
  readonly weights: number;
  /** Of moving means and variances. */
  readonly state: number;
  /** Of the loss that is shown while an epoch runs. */
  readonly running: number;
}

export interface ComparedFit extends FitCase {
  readonly keras?: FitDifference;
  readonly pytorch?: FitDifference;
}

/** Versions of the packages, and what each kind of fit differs by. */
export interface ComparedFits {
  readonly versions: Readonly<Record<'keras' | 'pytorch', string>>;
  readonly fits: readonly ComparedFit[];
}

/** Fits every case here and in Keras and PyTorch: the same rows, batches and start, three epochs. */
export async function compareFits(python: string, folder: string): Promise<ComparedFits> {
  const file = join(folder, 'fits.json');
  run(python, [fileURLToPath(new URL('../../../src/networks/fits/fits.py', import.meta.url)), file]);
  const { versions, cases } = JSON.parse(readFileSync(file, 'utf8')) as {
    versions: ComparedFits['versions'];
    cases: Record<string, Partial<Record<'keras' | 'pytorch', Fitted>>>;
  };
  const fits: ComparedFit[] = [];
  for (const fitCase of FIT_CASES) {
    const peers = cases[fitCase.name] ?? {};
    const compared: { keras?: FitDifference; pytorch?: FitDifference } = {};
    for (const who of ['keras', 'pytorch'] as const) {
      const theirs = peers[who];
      if (theirs === undefined) continue;
      const ours = await fit(fitCase, fitCase.trainAs?.[who] ?? fitCase.train);
      compared[who] = {
        weights: distance(ours.weights, theirs.weights),
        state: distance(ours.state, theirs.state),
        running: distance(theirs.running ? (ours.running ?? []) : [], theirs.running ?? []),
      };
    }
    fits.push({ ...fitCase, ...compared });
  }
  return { versions, fits };
}

const [ROWS, COLUMNS, HIDDEN, CLASSES] = [20, 4, 6, 3];
const drawn = (count: number, a: number, b: number, scale = 1): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => scale * (((i * a) % b) / b - 0.5));
const ROWS_OF_ALL: LabelledRows = {
  features: { values: drawn(ROWS * COLUMNS, 37, 101, 2), rows: ROWS, columns: COLUMNS },
  labels: Uint16Array.from({ length: ROWS }, (_, row) => ((row * 7) % 5) % CLASSES),
  classes: ['a', 'b', 'c'],
};
const START = {
  'hidden/kernel': drawn(COLUMNS * HIDDEN, 7, 23),
  'hidden/bias': drawn(HIDDEN, 5, 7),
  'out/kernel': drawn(HIDDEN * CLASSES, 11, 19),
  'out/bias': drawn(CLASSES, 3, 5),
};

async function fit({ kernelRegularizer, isNormalized, ends, isValidated }: FitCase, train: TrainSpec): Promise<Fitted> {
  const penalty = kernelRegularizer && { kernelRegularizer };
  const layers: LayerSpec[] = [
    { kind: 'dense', units: HIDDEN, name: 'hidden', ...penalty },
    ...(isNormalized ? [{ kind: 'batch-normalization', momentum: 0.9 } as const] : []),
    { kind: 'activation', activation: 'relu' },
    { kind: 'dense', units: CLASSES, name: 'out', ...penalty, ...(ends && { activation: ends }) },
  ];
  const classifier = new NeuralClassifier(
    { network: { layers }, train: { epochs: 3, batchSize: 8, shuffle: false, ...train }, threads: 1 },
    { initialWeights: START },
  );
  const fitted = await classifier.fit(ROWS_OF_ALL, isValidated ? { validation: ROWS_OF_ALL } : {});
  await fitted.dispose();
  return {
    weights: [...fitted.weights.parameters],
    state: [...fitted.weights.state],
    running: fitted.history.epochs.map(({ running }) => running.loss),
  };
}

function distance(ours: readonly number[], theirs: readonly number[]): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  return theirs.reduce((most, value, i) => Math.max(most, Math.abs(value - ours[i])), 0);
}
