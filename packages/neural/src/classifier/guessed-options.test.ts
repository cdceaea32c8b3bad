import { NeuralClassifier } from './neural-classifier.js';
import type { NeuralOptions } from './neural-params.js';

const network = { zoo: 'mlp', hidden: [8], inputShape: [4] };
const trained = (train: object): object => ({ network, train });
const of = (layer: object): object => ({ network: { inputShape: [8, 8, 1], layers: [layer] } });

test.each([
  [trained({ earlyStopping: true }), 'earlyStopping: got true; write { patience: 5 }'],
  [trained({ earlyStopping: 3 }), 'write { patience: 3 }'],
  [trained({ checkpoint: 'x.bin' }), "write { path: 'x.bin' }"],
  [trained({ optimizer: 'AdamW' }), "write { kind: 'adamw' }"],
  [trained({ optimizer: { kind: 'nadam' } }), "write { kind: 'adam' }"],
  [trained({ loss: 'binary_crossentropy' }), "write 'cross-entropy'"],
  [trained({ loss: 'hinge' }), "write 'cross-entropy', or { kind: 'linear-svm', loss: 'hinge' } as the model"],
  [trained({ loss: 'SmoothL1Loss' }), "write 'mean-squared-error'"],
  [trained({ loss: 'focal_loss' }), "classWeights: 'balanced'"],
  [trained({ metrics: ['accuracy'] }), 'always measured'],
  [trained({ batch: 8 }), "write 'batchSize'"],
  [trained({ validation_split: 0.1 }), 'write fit(rows, { validation })'],
  [trained({ earlyStopping: { monitor: 'val_loss', patience: 2 }, momentum: 0.9 }), "write 'validation-loss'"],
  [trained({ momentum: 0.9 }), 'a parameter of the optimizer'],
  [{ network, epochs: 3 }, 'write train: { epochs }'],
  [{ network: 'lenet' }, "write { zoo: 'lenet' }"],
  [{ network: [{ kind: 'dense', units: 3 }] }, 'write { layers: [...] }'],
  [{ network, engine: 'gpu' }, "write 'tfjs'"],
  [of({ type: 'dense', units: 3 }), "write 'kind' instead of 'type'"],
  [of({ kind: 'BatchNorm' }), "write 'batch-normalization'"],
  [of({ kind: 'MaxPool2d', poolSize: 2 }), "write 'max-pooling2d'"],
  [of({ kind: 'LSTM' }), 'networks here are for images'],
  [of({ kind: 'relu' }), "write { kind: 'activation', activation: 'relu' }"],
  [of({ kind: 'dropout', p: 0.5 }), "write 'rate'"],
  [of({ kind: 'dense', units: 3, activation: 'Swish' }), "write 'silu'"],
  [of({ kind: 'dense', units: 3, activation: 'prelu' }), "write 'leaky-relu'"],
  [of({ kind: 'dense', units: 3, activation: { kind: 'GELUTanh' } }), "write { kind: 'gelu', approximate: true }"],
  [of({ kind: 'conv2d', filters: 3, kernelSize: 3, input_shape: [28, 28, 1] }), 'write inputShape beside layers'],
])('new NeuralClassifier(%j) is answered with what to write', (options, answer) => {
  expect(() => new NeuralClassifier(options as unknown as NeuralOptions)).toThrow(answer);
});
