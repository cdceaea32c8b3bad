import { z } from '@selvedge/component/zod';
import { BUILT_IN, type Registry } from '../registry/registry.js';
import { withNamedDefinitions } from './named-definitions.js';
import { schemasOf } from './schema.js';

/** The JSON Schema (2020-12) of pipeline files, for editors: what `selvedge schema` prints. */
export function pipelineJsonSchema(registry: Registry = BUILT_IN): Readonly<Record<string, unknown>> {
  const isPublished = registry.plugins.length === 0;
  const schema = z.toJSONSchema(schemasOf(registry).pipeline, {
    io: 'input',
    ...(isPublished && { override: ({ jsonSchema }) => openNames(jsonSchema) }),
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    // With plugins it is another schema than the published one.
    ...(isPublished && { $id: 'https://selvedge-ml.github.io/schema/pipeline.schema.json' }),
    title: 'Selvedge pipeline',
    ...withNamedDefinitions(schema),
  };
}

/** Names of networks and flaws that an editor must not call wrong, because a plugin may have them. */
function openNames(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema['plugins'] !== true) return;
  const { type, enum: known, description } = schema;
  for (const key of Object.keys(schema)) delete schema[key];
  Object.assign(schema, {
    ...(description !== undefined && { description }),
    ...(known
      ? {
          anyOf: [
            { type, enum: known },
            { type, pattern: '^[a-z][a-z0-9-]*$' },
          ],
        }
      : { type }),
  });
}
