import type { Rng } from '@selvedge/data';
import { type JsonSchema, valuesOf } from '@selvedge/data/testing';
import { pipelineJsonSchema } from '@selvedge/pipeline';

const WORDS = ['a', 'model.k', 'train.csv', '', 'x y', '../x.csv'];
const schema = pipelineJsonSchema() as JsonSchema;

/** What the published schema allows: often a file that the product refuses for reasons that no schema states. */
export const fromSchema = (rng: Rng): unknown => valuesOf(schema, rng, WORDS)(schema);
