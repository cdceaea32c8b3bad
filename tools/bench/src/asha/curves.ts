import { NeuralClassifier } from '@selvedge/neural';
import { type Images, scaled } from '../fashion-mnist.js';

/** A point of the grid: the quickstart's network with other numbers. */
export interface Point {
  readonly learningRate: number;
  readonly hidden: readonly number[];
  readonly dropout: number;
}

/** Validation accuracy after each epoch of one training. */
export interface Curve {
  readonly seed: number;
  readonly point: Point;
  readonly accuracy: readonly number[];
}

const VALIDATION = 10_000;

/** Of 18 points; the quickstart's own is among them. */
export const GRID: readonly Point[] = [0.0003, 0.001, 0.003].flatMap((learningRate) =>
  [
    [64, 32],
    [128, 64],
    [256, 128],
  ].flatMap((hidden) => [0, 0.3].map((dropout) => ({ learningRate, hidden, dropout }))),
);

/** The quickstart's rows: the last 10,000 of the training images are for validation. */
export function splitRows(train: Images) {
  const { features, labels, classes } = train;
  const at = features.rows - VALIDATION;
  const part = (from: number, to: number) =>
    scaled({
      features: { values: features.values.subarray(from * 784, to * 784), rows: to - from, columns: 784 },
      labels: labels.subarray(from, to),
      classes,
    });
  return { train: part(0, at), validation: part(at, features.rows) };
}

/** Trains one point. A training of fewer epochs has the beginning of this curve: the learning rate is constant. */
export async function curveOf(
  { train, validation }: ReturnType<typeof splitRows>,
  point: Point,
  epochs: number,
  seed: number,
): Promise<Curve> {
  const { learningRate, hidden, dropout } = point;
  const network = { zoo: 'mlp', hidden, dropout } as const;
  const settings = { epochs, batchSize: 128, learningRate, evaluateTrain: 0 };
  const accuracy: number[] = [];
  const onEpochEnd = (epoch: { readonly validation?: { readonly accuracy: number } }): void => {
    accuracy.push(Number(epoch.validation?.accuracy));
  };
  const classifier = new NeuralClassifier({ network, train: settings }, { callbacks: [{ onEpochEnd }] });
  const fitted = await classifier.fit(train, { validation, seed });
  await fitted.dispose();
  return { seed, point, accuracy };
}
