import { resolveNetwork } from '../declaration/resolve.js';
import { fromZoo, type ZooName, type ZooSpec, zoo } from './zoo.js';

const build = (name: ZooName): ReturnType<typeof resolveNetwork> => {
  const options = name === 'mlp' ? { hidden: [64] } : name === 'convnet' ? { filters: [4] } : {};
  return resolveNetwork(fromZoo({ zoo: name, ...options } as ZooSpec), [28, 28, 1]);
};

test.each([
  [{ zoo: 'lenet', clases: 3 }, /did you mean 'classes'/],
  [{ zoo: 'lenet', hidden: [3] }, /hidden/],
  [{ zoo: 'mlp' }, /hidden is missing; need a list/],
  [{ zoo: 'convnet', filters: 8 }, /filters: got 8; need a list/],
])('fromZoo refuses %j', (spec, text) => {
  expect(() => fromZoo(spec as unknown as ZooSpec)).toThrow(
    expect.objectContaining({ code: 'invalid-argument', message: expect.stringMatching(text) }),
  );
});

describe('zoo', () => {
  // The counts are of the reports' own code and text, without moving statistics.
  test.each([['lenet', 578_494]] as const)('%s has %i parameters', (name, count) => {
    expect(build(name).parameterCount).toBe(count);
  });

  test.each([
    ['googlenet', 2.0e6, 0.01],
    ['googlenet-full', 5.97e6, 0.01],
  ] as const)('%s has about %d parameters', (name, count, tolerance) => {
    expect(Math.abs(build(name).parameterCount / count - 1)).toBeLessThan(tolerance);
  });

  test.each(Object.keys(zoo) as ZooName[])('%s fits 28 x 28 grey images and ten classes', (name) => {
    const network = build(name);
    expect(network.outputs).toBe(10);
    expect(network.head).not.toBe('linear');
  });

  test('suggests the name that was meant', () => {
    expect(() => fromZoo({ zoo: 'googlnet' as 'googlenet' })).toThrow(/did you mean 'googlenet'/);
  });
});
