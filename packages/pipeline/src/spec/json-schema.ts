import { z } from 'zod';
import { pipelineSchema } from './schema.js';

/** The JSON Schema (2020-12) of pipeline files, for editors: what `selvedge schema` prints. */
export function pipelineJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(pipelineSchema(), { io: 'input', reused: 'ref' });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://selvedge-ml.github.io/schema/pipeline.schema.json',
    title: 'Selvedge pipeline',
    ...schema,
  };
}
