import {
  type Classifier,
  createRng,
  type LabelledRows,
  type Labels,
  type OnProgress,
  predictedLabels,
  type Rng,
  SelvedgeError,
} from '@selvedge/data';
import { mean } from '@selvedge/data/arithmetic';
import { shown, throwIfAborted } from '@selvedge/data/checks';
import { accuracy } from '../metrics/accuracy.js';
import { checkMetricOptions } from '../metrics/metric-options.js';
import { standardDeviation } from '../statistics/moments.js';
import type { Proportion } from '../uncertainty/interval.js';

/** Changes a share of labels; returns new ones. */
export type AddNoise = (labels: Labels, level: number, rng: Rng) => Labels;

/** Test accuracy after fitting on noisy labels. Plain JSON. */
export interface LabelNoisePoint {
  /** Share of labels to change that was asked for. */
  readonly level: number;
  /** Share of labels that came out different, averaged over the repeats. */
  readonly changed: number;
  /** One per repeat, on clean test labels. */
  readonly accuracies: readonly Proportion[];
  readonly mean: number;
  /** Over the repeats; null for one. */
  readonly standardDeviation: number | null;
}

/** How accuracy falls as training labels get worse. Plain JSON. */
export interface LabelNoiseCurve {
  readonly classifier: string;
  readonly points: readonly LabelNoisePoint[];
}

/** What to measure. */
export interface LabelNoiseOptions {
  /** Shares in [0, 1]; default 0, 0.1, 0.2, 0.3, 0.4. */
  readonly levels?: readonly number[];
  readonly addNoise: AddNoise;
  /** New noise and a new fit for each; default 1. */
  readonly repeats?: number;
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

const OPTIONS: readonly (keyof LabelNoiseOptions)[] = ['levels', 'addNoise', 'repeats', 'seed', 'signal', 'onProgress'];

/**
 * Fits a classifier on training labels with more and more noise and scores it on clean labels.
 *
 * @throws SelvedgeError `invalid-argument` for levels outside [0, 1] or fewer than one repeat; those of `fit`
 * @see Zhu & Wu, Class noise vs. attribute noise: a quantitative study, Artificial Intelligence Review 22 (2004)
 */
export async function labelNoiseCurve(
  classifier: Classifier | (() => Classifier),
  train: LabelledRows,
  test: LabelledRows,
  options: LabelNoiseOptions,
): Promise<LabelNoiseCurve> {
  checkMetricOptions('labelNoiseCurve', options, OPTIONS);
  const { levels = [0, 0.1, 0.2, 0.3, 0.4], addNoise, repeats = 1, seed = 0, signal, onProgress } = options;
  checkOptions(levels, repeats);
  if (typeof addNoise !== 'function') throw noNoise(addNoise);
  const make = typeof classifier === 'function' ? classifier : () => classifier.clone();
  const optional = signal ? { signal } : {};
  const points: LabelNoisePoint[] = [];
  for (const level of levels) {
    const accuracies: Proportion[] = [];
    let changed = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      throwIfAborted(signal, 'labelNoiseCurve');
      const labels = addNoise(train.labels, level, createRng(seed).fork('label noise', level, repeat));
      changed += labels.filter((label, row) => label !== train.labels[row]).length / labels.length / repeats;
      const fitted = await make().fit({ ...train, labels }, { seed: seed + repeat, ...optional });
      const predicted = predictedLabels(fitted, await fitted.predictProba(test.features, optional));
      await fitted.dispose?.();
      accuracies.push(accuracy(test.labels, predicted));
    }
    const values = accuracies.map(({ value }) => value);
    const deviation = repeats < 2 ? null : standardDeviation(values);
    points.push({ level, changed, accuracies, mean: mean(values), standardDeviation: deviation });
    onProgress?.({ step: `label noise ${level}`, done: points.length, total: levels.length });
  }
  return { classifier: make().kind, points };
}

function checkOptions(levels: readonly number[], repeats: number): void {
  const valid = levels.length > 0 && levels.every((level) => level >= 0 && level <= 1);
  if (valid && Number.isInteger(repeats) && repeats >= 1) return;
  throw new SelvedgeError(
    'invalid-argument',
    `labelNoiseCurve: got levels [${levels.join(', ')}] and ${repeats} repeats; need shares in [0, 1] and at least one repeat.`,
  );
}

const noNoise = (given: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `labelNoiseCurve: addNoise is ${shown(given)}; need a function that gives new labels. Write addNoise: (labels, level, rng) => addLabelNoise(labels, classes, { kind: 'uniform', fraction: level }, rng).labels, with addLabelNoise of @selvedge/preprocess.`,
  );
