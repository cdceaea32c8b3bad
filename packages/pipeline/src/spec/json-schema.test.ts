import { readFile } from 'node:fs/promises';
import { pipelineJsonSchema } from './json-schema.js';

test('the published JSON Schema is that of the code (`selvedge schema` writes it)', async () => {
  const published = await readFile(new URL('../../schema/pipeline.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(pipelineJsonSchema())));
});

describe('the JSON Schema of pipeline files', () => {
  const schema = pipelineJsonSchema() as JsonSchema;
  const objects = [...partsOf(schema, '')];
  const fields = objects.flatMap(({ at, node }) =>
    Object.entries(node.properties ?? {}).map(([name, field]) => ({ name, field, at: `${at}/${name}` })),
  );

  test('describes every field', () => {
    const isDescribed = ({ description, $ref, anyOf = [] }: JsonSchema): boolean =>
      description !== undefined ||
      ($ref !== undefined && isDescribed(schema.$defs?.[$ref.replace('#/$defs/', '')] ?? {})) ||
      (anyOf.length > 0 && anyOf.every(isDescribed));
    const undescribed = fields.filter(({ name, field }) => name !== 'kind' && !isDescribed(field));
    expect(fields.length).toBeGreaterThan(500);
    expect(undescribed.map(({ at }) => at)).toEqual([]);
  });

  test('has keys in camelCase', () => {
    // C is the name of scikit-learn and of the textbooks, $schema that of JSON Schema.
    const names = fields.map(({ name }) => name).filter((name) => name !== 'C' && name !== '$schema');
    expect(names.filter((name) => !/^[a-z][a-zA-Z0-9]*$/.test(name))).toEqual([]);
  });

  test('has words in kebab-case', () => {
    const words = objects.flatMap(({ node }) => [node.const, ...(node.enum ?? [])]);
    const texts = words.filter((word) => typeof word === 'string');
    expect(texts.length).toBeGreaterThan(200);
    const others = texts.filter((word) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(word));
    expect(others).toEqual(['k-means++']); // the name that its authors gave it
  });
});

interface JsonSchema {
  readonly description?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
}

/** Every map inside of a schema with its place, except what is data. */
function* partsOf(node: unknown, at: string): Generator<{ readonly node: JsonSchema; readonly at: string }> {
  if (typeof node !== 'object' || node === null) return;
  yield { node, at };
  for (const [key, value] of Object.entries(node)) {
    if (!['default', 'examples', 'enum'].includes(key)) yield* partsOf(value, `${at}/${key}`);
  }
}
