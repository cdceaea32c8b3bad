import { createRng, matrix } from '@selvedge/data';
import { NeuralClassifier } from '@selvedge/neural';
import { type AugmentSpec, createAugmenter } from '@selvedge/preprocess';
import type { Times } from './measured.js';
import { NETS } from './neural-nets.js';

/** Whole epochs to time. */
export interface EpochJob {
  readonly work: string;
  readonly net: string;
  readonly batch: number;
  readonly rows: number;
  readonly augment?: readonly AugmentSpec[];
}

/** An epoch on random pictures as `fit` trains it: the third, when everything is loaded and compiled. */
export async function epochTimes({ net, batch, rows, augment }: Omit<EpochJob, 'work'>): Promise<Times> {
  const rng = createRng('epoch');
  const values = Float32Array.from({ length: rows * 784 }, () => rng.uniform());
  const features = matrix(values, rows, 784, { shape: [28, 28, 1] });
  const labels = Uint16Array.from({ length: rows }, () => rng.int(10));
  const train = { epochs: 3, batchSize: batch, evaluateTrain: 0 };
  const augmenter = augment && createAugmenter(augment);
  let begun = { at: 0, processor: process.cpuUsage() };
  let times: Times = { seconds: 0, processorSeconds: 0 };
  const onEpochEnd = (): void => {
    const { user, system } = process.cpuUsage(begun.processor);
    times = { seconds: (performance.now() - begun.at) / 1000, processorSeconds: (user + system) / 1e6 };
    begun = { at: performance.now(), processor: process.cpuUsage() };
  };
  const extras = { callbacks: [{ onEpochEnd }], ...(augmenter && { augmenter }) };
  const classifier = new NeuralClassifier({ network: NETS[net], train }, extras);
  const fitted = await classifier.fit({ features, labels, classes: Array.from('0123456789') });
  await fitted.dispose();
  return times;
}
