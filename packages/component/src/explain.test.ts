import { z } from 'zod';
import { explainIssues } from './explain.js';
import { pathText } from './path.js';

const layer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dense'), units: z.int().min(1) }),
  z.strictObject({ kind: z.literal('flatten') }),
]);
const network = z.union([
  z.strictObject({ zoo: z.enum(['mlp', 'lenet']), classes: z.int().optional() }),
  z.strictObject({ layers: z.array(layer).min(1) }),
]);
const schema = z.strictObject({ network, seed: z.int().default(0) });

const explained = (value: unknown): readonly string[] => {
  const { error } = schema.safeParse(value);
  return explainIssues(error?.issues ?? [], value, schema, 'the file').map(
    ({ path, of, message }) => `${pathText(path)} (${of}): ${message}`,
  );
};

describe('explainIssues', () => {
  test('explains mistakes in layers by the layers, however many they are', () => {
    const layers = [{ kind: 'dens', units: 3 }, { kind: 'dense', unit: 3 }, { kind: 'flatten' }];
    expect(explained({ network: { layers } })).toEqual([
      "network.layers[0].kind (value): network.layers[0].kind: got 'dens'; did you mean 'dense'?",
      "network.layers[1].unit (key): network.layers[1]: unknown key 'unit'; did you mean 'units'?",
    ]);
  });

  test('explains a wrong option of a named network by that network', () => {
    expect(explained({ network: { zoo: 'lenett', clases: 3 } })).toEqual([
      "network.zoo (value): network.zoo: got 'lenett'; did you mean 'lenet'?",
      "network.clases (key): network: unknown key 'clases'; did you mean 'classes'?",
    ]);
  });

  test('suggests no key that only another shape has', () => {
    expect(explained({ network: { zoo: 'lenet', layers: [{ kind: 'flatten' }] } })).toEqual([
      "network.layers (key): network: unknown key 'layers'; allowed are zoo, classes",
    ]);
  });

  test.each([
    [[], 'the file: got an empty list; need a map'],
    [{ network: 3 }, 'network: got 3; need a map'],
    [{}, 'network is missing; need a map'],
    [{ network: { zoo: 'mlp' }, sed: 1 }, "unknown key 'sed'; did you mean 'seed'?"],
    [{ network: { layers: [] } }, 'network.layers: got an empty list; need at least 1 items'],
  ])('says what is wrong with %j', (value, message) => {
    expect(explained(value).map((text) => text.replace(/^.*?\): /, ''))).toEqual([message]);
  });
});
