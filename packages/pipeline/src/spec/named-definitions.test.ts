import { z } from '@selvedge/component/zod';
import type { ModelEntry } from '../registry/model-entry.js';
import { createRegistry } from '../registry/registry.js';
import { pipelineJsonSchema } from './json-schema.js';
import { withNamedDefinitions } from './named-definitions.js';

const named = (schema: z.ZodType) => withNamedDefinitions(z.toJSONSchema(schema, { io: 'input' }));
type Definitions = Readonly<Record<string, object>>;
const definitionsWith = (models: readonly ModelEntry[]): Definitions =>
  pipelineJsonSchema(createRegistry([{ name: 'lamps', version: '1', models }]))['$defs'] as Definitions;

describe('a schema with a name', () => {
  const lamp = z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('candle') }),
      z.strictObject({ kind: z.literal('bulb'), watts: z.int().describe('Its power.') }),
    ])
    .meta({ description: 'A lamp.', definition: 'lamp' });

  test('becomes a definition, and so does each of its members; a description of one place stays there', () => {
    const { properties, $defs } = named(z.object({ left: lamp, right: lamp.optional().describe('If there is one.') }));
    expect(properties).toEqual({
      left: { description: 'A lamp.', $ref: '#/$defs/lamp' },
      right: { description: 'If there is one.', $ref: '#/$defs/lamp' },
    });
    expect(Object.keys($defs ?? {})).toEqual(['lamp', 'lamp.bulb', 'lamp.candle']);
    expect($defs?.['lamp']).toEqual({ oneOf: [{ $ref: '#/$defs/lamp.candle' }, { $ref: '#/$defs/lamp.bulb' }] });
  });

  test('stays where it is when another one has its name', () => {
    const other = z.string().meta({ definition: 'lamp' });
    expect(named(z.object({ lamp, other })).properties?.['other']).toEqual({ type: 'string' });
  });

  test('may refer to itself', () => {
    const { properties, $defs } = named(z.object({ any: z.json().meta({ definition: 'json' }) }));
    expect(properties?.['any']).toEqual({ $ref: '#/$defs/json' });
    expect(JSON.stringify($defs?.['json'])).toContain('{"type":"array","items":{"$ref":"#/$defs/json"}}');
  });
});

test("names in what is a person's data are left alone", () => {
  const schema = z.object({ definition: z.string(), given: z.json().default({ definition: 'lamp' }) });
  const { properties } = named(schema);
  expect(properties?.['definition']).toEqual({ type: 'string' });
  expect(properties?.['given']).toMatchObject({ default: { definition: 'lamp' } });
});

test('another model adds its definition and its line in the list of models', () => {
  const entry = {
    kind: 'abacus',
    family: 'classical',
    schema: z.strictObject({ kind: z.literal('abacus'), beads: z.int().default(10) }),
    create: () => undefined,
    load: () => undefined,
  } as unknown as ModelEntry;
  const [before, after] = [definitionsWith([]), definitionsWith([entry])];
  const changed = Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]));
  expect(changed).toEqual(['classifier', 'classifier.abacus']);
});

test('every reference of the pipeline schema leads to a definition that bears a name', () => {
  const text = JSON.stringify(pipelineJsonSchema());
  const { $defs } = JSON.parse(text) as { $defs: Definitions };
  const references = [...text.matchAll(/"\$ref":"#\/\$defs\/([^"]*)"/g)].map(([, name]) => name);
  expect(references.filter((name) => !Object.hasOwn($defs, name))).toEqual([]);
  expect(Object.keys($defs).filter((name) => !/^[a-z]+(\.[A-Za-z0-9-]+)?$/.test(name))).toEqual([]);
});
