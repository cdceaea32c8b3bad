import type { LabelledRows } from '@selvedge/data';
import { openReference } from '../../test/open-reference.js';
import { NeuralClassifier } from '../classifier/neural-classifier.js';
import type { TrainSpec } from '../specs.generated.js';
import reference from './keras-fit.reference.json' with { type: 'json' };

const ROWS = 8;
const values = Float32Array.from({ length: ROWS * 3 }, (_, i) => ((i * 37) % 11) / 11 - 0.5);
const train: LabelledRows = {
  features: { values, rows: ROWS, columns: 3 },
  labels: Uint16Array.from({ length: ROWS }, (_, row) => row % 2),
  classes: ['a', 'b'],
};
const initialWeights = {
  'out/kernel': Float32Array.from({ length: 6 }, (_, i) => ((i * 7) % 5) / 5 - 0.4),
  'out/bias': Float32Array.of(-0.7, -0.3),
};

type Case = keyof typeof reference.cases;
const CASES: Readonly<Record<Case, { activation?: 'softmax' | 'log-softmax'; spec: TrainSpec }>> = {
  'mean-squared-error, class weights': { spec: { loss: 'mean-squared-error', classWeights: [1, 3] } },
  'mean-squared-error after softmax, class weights': {
    activation: 'softmax',
    spec: { loss: 'mean-squared-error', classWeights: [1, 3] },
  },
  'cross-entropy, class weights': { activation: 'softmax', spec: { classWeights: [1, 3] } },
  'cross-entropy, a weight of 0': { activation: 'softmax', spec: { classWeights: [1, 0] } },
  'mean-squared-error after log-softmax': { activation: 'log-softmax', spec: { loss: 'mean-squared-error' } },
  'mean-squared-error, outputs below 0': { spec: { loss: 'mean-squared-error' } },
};

describe("an epoch of two batches gives Keras's loss, accuracy, weights and classes", () => {
  test.each(Object.keys(CASES) as Case[])('%s', async (name) => {
    const { activation, spec } = CASES[name];
    const expected = reference.cases[name];
    const net = new NeuralClassifier(
      {
        network: { layers: [{ kind: 'dense', units: 2, name: 'out', ...(activation && { activation }) }] },
        train: { epochs: 1, batchSize: 4, shuffle: false, optimizer: { kind: 'sgd' }, learningRate: 0.1, ...spec },
      },
      { openSession: openReference, initialWeights },
    );
    const fitted = await net.fit(train);
    const [epoch] = fitted.history.epochs;
    expect(epoch.running.loss).toBeCloseTo(expected.running[0], 5);
    expect(epoch.running.accuracy).toBe(expected.running[1]);
    expect(epoch.train?.loss).toBeCloseTo(expected.train[0], 5);
    expect(epoch.train?.accuracy).toBe(expected.train[1]);
    for (const [i, value] of expected.parameters.entries()) expect(fitted.weights.parameters[i]).toBeCloseTo(value, 5);
    expect([...(await fitted.predict(train.features))]).toEqual(expected.classes);
    await fitted.dispose();
  });
});
