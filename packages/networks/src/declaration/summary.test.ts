import { zoo } from '../zoo/zoo.js';
import { resolveNetwork } from './resolve.js';
import { summary } from './summary.js';

describe('summary(network)', () => {
  test('prints layers, shapes, parameters and multiply-adds of a chain', () => {
    const text = summary(resolveNetwork(zoo.convnet({ filters: [16, 32, 64], poolings: 2, dense: [64] })));
    expect(text).toMatch(/conv2d_1 \(Conv2D\) +\(None, 14, 14, 32\) +4,640 +903,168/);
    expect(text).toMatch(/Total params: 224,714 \(877.79 KB\)/);
    expect(text).not.toMatch(/Connected to/);
  });

  test('counts moving statistics as not trainable, as Keras does, and says what branches read', () => {
    expect(
      summary(resolveNetwork(zoo.convnet({ filters: [32, 64, 128, 128], poolings: 3, batchNormalization: true }))),
    ).toMatch(/Non-trainable params: 448 /);
    expect(summary(resolveNetwork(zoo.googlenet()))).toMatch(
      /inception_3a \(Concatenate\).*inception_3a_1x1, inception_3a_3x3/,
    );
  });
});
