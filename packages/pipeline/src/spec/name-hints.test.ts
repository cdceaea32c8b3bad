import { createRegistry } from '../registry/registry.js';
import { parseSpec } from './parse-spec.js';
import type { PipelineInput } from './schema.js';

const plugin = {
  name: 'lamps',
  networks: { lamp: { zoo: 'lenet' } as const },
  flaws: { F1: 'the test rows were looked at' },
};

async function refusal(model: object, more: object = {}, registry = createRegistry([plugin])): Promise<string> {
  const parsing = parseSpec({ version: 1, data: 'garments', model, ...more } as unknown as PipelineInput, { registry });
  return ((await parsing.catch((error: unknown) => error)) as Error).message;
}

const REGISTER = 'write `export default { plugins: [plugin] };` in selvedge.config.mjs beside the pipeline file';

describe('an unknown name that plugins can add to', () => {
  test.each<readonly [string, object, object, RegExp]>([
    ['model', { kind: 'knnn' }, {}, /model\.kind: got 'knnn'; did you mean 'knn'\? registered are .*neural\. /],
    [
      'network',
      { kind: 'neural', network: { zoo: 'lamb' } },
      {},
      /network\.zoo: got 'lamb'; did you mean 'lamp'\? registered are mlp, convnet, .*lamp\. /,
    ],
    [
      'transform',
      { kind: 'knn' },
      { preprocess: [{ kind: 'halve' }] },
      /preprocess\[0\]\.kind: got 'halve'; registered are scale, /,
    ],
    [
      'flaw',
      { kind: 'knn' },
      { reported: { metrics: {}, flaws: ['F7'] } },
      /reported\.flaws\[0\]: got 'F7'; need a sentence, or a name that a plugin registers; did you mean 'F1'\? registered are F1\. /,
    ],
  ])(
    '(%s) is refused with the nearest, all that are registered, and how a plugin is registered',
    async (_, model, more, text) => {
      const message = await refusal(model, more);
      expect(message).toMatch(text);
      expect(message).toContain(REGISTER);
      expect(message).toMatch(/or pass --config FILE \(in a program: `registry: createRegistry\(\[plugin\]\)`\)$/);
    },
  );

  test('of a flaw is refused where no plugin registers one', async () => {
    const more = { reported: { metrics: {}, flaws: ['F1'] } };
    expect(await refusal({ kind: 'knn' }, more, createRegistry())).toContain(
      "got 'F1'; need a sentence, or a name that a plugin registers; no plugin registers one. For a name",
    );
  });

  test('leaves complaints about other things as they are', async () => {
    expect(await refusal({ kind: 'knn', k: 'x' })).not.toContain('plugin');
    expect(await refusal({ kind: 'neural', network: { zoo: 'mlp' } })).not.toContain('plugin');
  });
});
