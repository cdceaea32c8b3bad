import { LAYER_FIELDS } from './layer-fields.js';

test('fields keep their order, which the fingerprints of checkpoints hold', () => {
  expect(Object.keys(LAYER_FIELDS.conv2d).join(' ')).toBe(
    'filters kernelSize strides padding groups name inputs trainable activation useBias kernelInitializer biasInitializer kernelRegularizer',
  );
  expect(Object.keys(LAYER_FIELDS['batch-normalization']).join(' ')).toBe(
    'momentum epsilon center scale gammaInitializer betaInitializer name inputs trainable',
  );
  expect(Object.keys(LAYER_FIELDS['max-pooling2d']).join(' ')).toBe('name inputs trainable poolSize strides padding');
});
