import type { SavedState } from '@selvedge/data';
import { createRng } from '@selvedge/data';
import { loadNeural } from './load-neural.js';
import { NeuralClassifier } from './neural-classifier.js';

const rng = createRng(1);
const features = { rows: 12, columns: 4, values: Float32Array.from({ length: 48 }, () => rng.normal()) };
const train = { features, labels: Uint16Array.from({ length: 12 }, (_, at) => at % 2), classes: ['a', 'b'] };

test('a model that an earlier release saved is read in the names of today', async () => {
  const network = {
    layers: [
      { kind: 'dense', units: 3, activation: 'silu', kernelInitializer: 'pytorch-default' },
      { kind: 'dense', units: 2, activation: 'softmax', kernelInitializer: 'glorot-uniform' },
    ],
  } as const;
  const earlyStopping = { patience: 1, monitor: 'validation-accuracy' } as const;
  const weightAveraging = { kind: 'ema', decay: 0.5 } as const;
  const options = {
    network,
    train: { epochs: 1, earlyStopping, learningRateMultipliers: { bias: 2 }, weightAveraging },
  };
  const fitted = await new NeuralClassifier(options).fit(train, { validation: train });
  const text = JSON.stringify(fitted.save().config)
    .replaceAll('"silu"', '"swish"')
    .replaceAll('"glorot-uniform"', '"glorotUniform"')
    .replaceAll('"validation-accuracy"', '"validationAccuracy"')
    .replaceAll('"pytorch-default"', '{"kind":"torch-uniform"}')
    .replaceAll('weightAveraging', 'averaging')
    .replaceAll('learningRateMultipliers', 'rateFactors')
    .replaceAll('testTimeAugmentation', 'testTime');
  const before = { ...fitted.save(), config: JSON.parse(text) } as SavedState;
  expect(text).toMatch(/glorotUniform.*validationAccuracy|validationAccuracy.*glorotUniform/);
  const loaded = loadNeural(before);
  expect(loaded.params.train).toEqual(fitted.params.train);
  expect((await loaded.predictProba(features)).values).toEqual((await fitted.predictProba(features)).values);
  await Promise.all([loaded, fitted].map((model) => model.dispose()));
});

test.each([
  [{ testTime: [{}] }, /unknown key 'testTime'; renamed to 'testTimeAugmentation'/],
  [{ train: { averaging: { kind: 'ema', decay: 0.5 } } }, /'averaging'; renamed to 'weightAveraging'/],
  [{ train: { rateFactors: {} } }, /'rateFactors'; renamed to 'learningRateMultipliers'/],
  [{ train: { earlyStopping: { restoreBest: true } } }, /'restoreBest'; renamed to 'restoreBestWeights'/],
  [{ train: { schedule: { kind: 'step', everyEpochs: 2 } } }, /'everyEpochs'; renamed to 'stepSize'/],
  [{ train: { schedule: { kind: 'exponential', factor: 0.9 } } }, /'factor'; renamed to 'gamma'/],
  [{ train: { schedule: { kind: 'one-cycle', peakAt: 0.2 } } }, /'peakAt'; renamed to 'pctStart'/],
])('new NeuralClassifier refuses %j with the name of today', (former, text) => {
  const options = { network: { zoo: 'resnet9' }, ...former } as never;
  expect(() => new NeuralClassifier(options)).toThrow(
    expect.objectContaining({ code: 'invalid-argument', message: expect.stringMatching(text) }),
  );
});
