import { parseSpec } from '../spec/parse-spec.js';
import type { PipelineInput } from '../spec/schema.js';
import type { NamedNetwork } from './named-network.js';
import { createRegistry } from './registry.js';

async function refusalOf(named: unknown): Promise<unknown> {
  const registry = createRegistry([{ name: 'lamps', networks: { lamp: named as NamedNetwork } }]);
  const pipeline = { version: 1, data: 'garments', model: { kind: 'neural', network: { zoo: 'lamp' } } };
  return parseSpec(pipeline as unknown as PipelineInput, { registry }).catch((error: unknown) => error);
}

const flat = { kind: 'dense', units: 10, activation: 'softmax' };

describe("a plugin's network is checked with the pipeline file", () => {
  test.each<readonly [string, unknown]>([
    [
      'could not be written: no luck.',
      () => {
        throw new Error('no luck');
      },
    ],
    [
      'could not be written: null.',
      () => {
        throw null;
      },
    ],
    ['is a promise; its function must return the layers themselves.', async () => ({ layers: [flat] })],
    ['is wrong: what it returns is missing; need a map.', () => undefined],
    ["is wrong: layers[0].kind: got 'dens'; did you mean 'dense'.", () => ({ layers: [{ kind: 'dens', units: 3 }] })],
    [/is wrong: layer 'dense' .* needs one axis; put a flatten/, () => ({ inputShape: [28, 28, 1], layers: [flat] })],
    [/could not be written: .*there is no network 'nothing'/, { zoo: 'nothing' }],
    [/could not be written: zoo mlp: hidden is missing/, { zoo: 'mlp' }],
  ] as never)('%s', async (text: string | RegExp, named: unknown) => {
    const { name, message } = (await refusalOf(named)) as Error;
    expect(name).toBe('InvalidSpecError');
    expect(message).toContain("plugin lamps: the network 'lamp' ");
    if (typeof text === 'string') expect(message).toContain(text);
    else expect(message).toMatch(text);
  });

  test('and taken where it is one', async () => {
    expect(await refusalOf(() => ({ layers: [{ kind: 'flatten' }, flat] }))).toHaveProperty('models');
  });
});
