import { z } from 'zod';
import { catalogueOf } from './catalogue.js';
import { withCurrentNames } from './current-names.js';
import { defineComponent } from './definition.js';
import { explainIssues } from './explain.js';
import { formerly, formerWords } from './former-names.js';

interface ForestSpec {
  readonly kind: 'hist-forest';
  readonly nEstimators: number;
  readonly engine: 'native' | 'mljs';
}

const forest = defineComponent<ForestSpec>({
  family: 'classifier',
  kind: 'hist-forest',
  formerKind: 'forest',
  description: 'A forest.',
  fields: {
    nEstimators: formerly(z.int().default(100).describe('Trees.'), 'trees'),
    engine: formerWords(z.enum(['native', 'mljs']).default('native').describe('Whose code.'), {
      fast: 'native',
      ml: 'mljs',
    }),
  },
  // A rule wraps the fields' object once more.
  rule: () => undefined,
});
const other = z.strictObject({ kind: z.literal('other'), trees: z.int() });
const model = z.discriminatedUnion('kind', [forest.schema as unknown as z.ZodObject, other]);
const schema = z.strictObject({ models: z.array(z.strictObject({ model: formerly(model.optional(), 'classifier') })) });

const explained = (value: unknown): readonly string[] =>
  explainIssues(schema.safeParse(value).error?.issues ?? [], value, schema, 'the file').map(({ message }) => message);

describe('names of earlier releases', () => {
  test.each([
    [{ kind: 'hist-forest', trees: 3 }, "models[0].model: unknown key 'trees'; renamed to 'nEstimators'"],
    [{ kind: 'hist-forest', engine: 'ml' }, "models[0].model.engine: got 'ml'; renamed to 'mljs'"],
    [{ kind: 'forest' }, "models[0].model.kind: got 'forest'; renamed to 'hist-forest'"],
  ])('refuses %j with the name of today', (written, message) => {
    expect(explained({ models: [{ model: written }] })).toEqual([message]);
  });

  test('refuses a former name of a part that holds more', () => {
    expect(explained({ models: [{ classifier: { kind: 'other', trees: 1 } }] })).toEqual([
      "models[0]: unknown key 'classifier'; renamed to 'model'",
    ]);
  });

  test('refuses a former kind in code likewise', () => {
    const catalogue = catalogueOf({ family: 'classifier', typeName: 'ModelSpec', description: 'The model.' }, [forest]);
    expect(() => catalogue.checked({ kind: 'forest' })).toThrow(
      "classifier: unknown kind 'forest'; renamed to 'hist-forest'. Known are hist-forest.",
    );
  });

  test('does not call every odd value a former name', () => {
    expect(explained({ models: [{ model: { kind: 'hist-forest', engine: 'constructor' } }] })).toEqual([
      "models[0].model.engine: got 'constructor'; need one of native, mljs",
    ]);
  });

  test('reads them from what an earlier release wrote', () => {
    const before = { models: [{ classifier: { kind: 'forest', trees: 3, engine: 'ml', more: [1] } }] };
    expect(withCurrentNames(schema, before)).toEqual({
      models: [{ model: { kind: 'hist-forest', nEstimators: 3, engine: 'mljs', more: [1] } }],
    });
  });

  test('leaves names of today, and those of another kind, as they are', () => {
    const now = { models: [{ model: { kind: 'other', trees: 3 } }, { model: { kind: 'hist-forest' } }] };
    expect(withCurrentNames(schema, now)).toEqual(now);
    expect(withCurrentNames(schema, null)).toBeNull();
    expect(withCurrentNames(schema, 'fast')).toBe('fast');
  });
});
