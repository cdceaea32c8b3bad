import type { Rng } from '@selvedge/data';
import { pipelineJsonSchema } from '@selvedge/pipeline';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
}

const DEEPEST = 9;
const WORDS = ['a', 'model.k', 'train.csv', '', 'x y', '../x.csv'];
const schema = pipelineJsonSchema() as Schema;

/** Roughly what the published schema allows: often a file that the product refuses for reasons that no schema states. */
export function fromSchema(rng: Rng): unknown {
  return draw(schema, rng, 0);
}

function draw(part: Schema, rng: Rng, depth: number): unknown {
  if (part.$ref !== undefined) return draw(resolved(part.$ref), rng, depth);
  if ('const' in part) return part.const;
  const choices = part.anyOf ?? part.oneOf;
  if (choices) return draw(choices[rng.int(choices.length)], rng, depth);
  if (part.enum) return part.enum[rng.int(part.enum.length)];
  const type = typeof part.type === 'string' ? part.type : part.type?.[rng.int(part.type.length)];
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(part.properties ?? {})
          .filter(([name]) => part.required?.includes(name) || (depth < DEEPEST && rng.int(4) === 0))
          .map(([name, each]) => [name, draw(each, rng, depth + 1)]),
      );
    case 'array':
      return typeof part.items === 'object' && depth < DEEPEST
        ? Array.from({ length: rng.int(4) }, () => draw(part.items as Schema, rng, depth + 1))
        : [];
    case 'integer':
    case 'number': {
      const low = part.minimum ?? 0;
      const drawn = [low, part.maximum ?? 1e9, low + rng.int(5), low + rng.uniform()][rng.int(4)];
      return type === 'integer' ? Math.round(drawn) : drawn;
    }
    case 'boolean':
      return rng.int(2) === 0;
    default:
      return WORDS[rng.int(WORDS.length)];
  }
}

const resolved = (ref: string): Schema => (ref === '#' ? schema : schema.$defs?.[ref.replace('#/$defs/', '')]) ?? {};
