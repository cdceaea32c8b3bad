import { expect, test } from '@jest/globals';
import { onnxEngine } from '@selvedge/engine-onnx';
import { prepareStep } from './training-session.js';

// The bench reaches into `neural` by paths that no compiler checks: a file that moves there must fail here.
test.each(['train', 'predict'] as const)('a step to %s runs on the engine', async (mode) => {
  const spec = { layers: [{ kind: 'flatten' }, { kind: 'dense', units: 10, activation: 'softmax' }] } as const;
  const step = await prepareStep(await onnxEngine(), spec, { net: 'small', batch: 8, mode });
  expect(await step.run()).toBeDefined();
  await step.dispose();
});
