import { contractCases } from '@selvedge/data/testing';
import { resolveNetwork } from '../declaration/resolve.js';
import { architectures } from './architectures.js';
import { fromZoo, type ZooSpec } from './zoo.js';

const names = architectures.map(({ zoo }) => zoo);
const CASES = contractCases<ZooSpec>('architecture', names, {
  mlp: { zoo: 'mlp', hidden: [8], classes: 7, inputShape: [28, 28, 1] },
  convnet: { zoo: 'convnet', filters: [4], classes: 7, inputShape: [28, 28, 1] },
  lenet: { zoo: 'lenet', classes: 7 },
  googlenet: { zoo: 'googlenet', classes: 7 },
  'googlenet-full': { zoo: 'googlenet-full', classes: 7 },
  resnet9: { zoo: 'resnet9', classes: 7 },
});

test.each(CASES)('%s is plain JSON that resolves, with an output per class', (_, spec) => {
  const declared = fromZoo(JSON.parse(JSON.stringify(spec)));
  const { layers } = resolveNetwork(JSON.parse(JSON.stringify(declared)));
  expect(layers.at(-1)?.outputShape).toEqual([7]);
});
