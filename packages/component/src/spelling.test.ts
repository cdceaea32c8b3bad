import { respelled } from '@selvedge/data/checks';
import { z } from 'zod';
import { catalogueOf } from './catalogue.js';
import { withCurrentNames } from './current-names.js';
import { defineComponent } from './definition.js';
import { explainIssues } from './explain.js';

interface ReluSpec {
  readonly kind: 'leaky-relu';
  readonly slopeBelow: number;
}

const relu = defineComponent<ReluSpec>({
  family: 'activation',
  kind: 'leaky-relu',
  description: 'x above 0, else a slope.',
  fields: { slopeBelow: z.number().default(0.3).describe('The slope.') },
});
const activations = catalogueOf({ family: 'activation', typeName: 'Spec', description: 'A function.' }, [relu]);
const schema = z.strictObject({
  activation: z.union([z.enum(['leaky-relu', 'tanh']), activations.schema]).optional(),
  name: z.union([z.enum(['leaky-relu']), z.string()]).optional(),
});
const explained = (value: unknown): readonly string[] =>
  explainIssues(schema.safeParse(value).error?.issues ?? [], value, schema, 'the layer').map(({ message }) => message);

test.each(['leakyRelu', 'LeakyReLU', 'leaky_relu', 'LEAKY-RELU', 'leaky relu'])('%s is leaky-relu', (word) => {
  expect(respelled(word, ['tanh', 'leaky-relu'])).toBe('leaky-relu');
});

test.each(['leaky-relu', 'relu', 1, undefined])('%s has no other spelling', (word) => {
  expect(respelled(word, ['tanh', 'leaky-relu', 'leakyrelu'])).toBeUndefined();
});

test('a word in another case is answered with the right one', () => {
  expect(explained({ activation: 'leakyRelu' })).toEqual(["activation: got 'leakyRelu'; write 'leaky-relu'"]);
  expect(explained({ activation: { kind: 'leaky_relu' } })).toEqual([
    "activation.kind: got 'leaky_relu'; write 'leaky-relu'",
  ]);
  expect(() => activations.checked({ kind: 'leakyRelu' })).toThrow("kind 'leakyRelu'; write 'leaky-relu'. Known are");
});

test('a key in another case is answered with the right one', () => {
  expect(explained({ activation: { kind: 'leaky-relu', slope_below: 1 } })).toEqual([
    "activation: unknown key 'slope_below'; write 'slopeBelow'",
  ]);
});

test('words that earlier releases wrote in camelCase are read, and free text stays', () => {
  const read = (value: unknown): unknown => withCurrentNames(schema, value);
  expect(read({ activation: 'leakyRelu', name: 'LeakyRelu' })).toEqual({ activation: 'leaky-relu', name: 'LeakyRelu' });
  const written = { activation: { kind: 'leakyRelu', slopeBelow: 0.1 } };
  expect(read(written)).toEqual({ activation: { kind: 'leaky-relu', slopeBelow: 0.1 } });
});
