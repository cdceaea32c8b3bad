import { readFile } from 'node:fs/promises';
import { pipelineJsonSchema } from './json-schema.js';

test('the published JSON Schema is that of the code (write it anew with `selvedge schema`)', async () => {
  const published = await readFile(new URL('../../schema/pipeline.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(pipelineJsonSchema())));
});

test('every field of a pipeline is documented or names its values', () => {
  const bare: string[] = [];
  const visit = (schema: Readonly<Record<string, unknown>>, path: string): void => {
    for (const [name, field] of Object.entries(
      (schema['properties'] ?? {}) as Record<string, Record<string, unknown>>,
    )) {
      const speaks =
        'description' in field || 'const' in field || 'enum' in field || 'anyOf' in field || 'oneOf' in field;
      if (!speaks && path === '') bare.push(name);
      visit(field, `${path}.${name}`);
    }
  };
  visit(pipelineJsonSchema(), '');
  expect(bare).toEqual([]);
});
