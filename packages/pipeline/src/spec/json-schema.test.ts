import { readFile } from 'node:fs/promises';
import { pipelineJsonSchema } from './json-schema.js';

test('the published JSON Schema is that of the code (`selvedge schema` writes it)', async () => {
  const published = await readFile(new URL('../../schema/pipeline.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(pipelineJsonSchema())));
});

test('every field of a pipeline is documented', () => {
  const schema = pipelineJsonSchema() as { properties: Record<string, Described>; $defs: Record<string, Described> };
  const speaks = (field: Described): boolean =>
    field.description !== undefined ||
    (field.$ref !== undefined && speaks(schema.$defs[field.$ref.replace('#/$defs/', '')])) ||
    [...(field.allOf ?? []), ...(field.anyOf ?? [])].some(speaks);
  expect(Object.keys(schema.properties).filter((name) => !speaks(schema.properties[name]))).toEqual([]);
});

interface Described {
  readonly description?: string;
  readonly $ref?: string;
  readonly allOf?: readonly Described[];
  readonly anyOf?: readonly Described[];
}
