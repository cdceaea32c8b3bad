import type { Rng } from '../rng.js';

/** The part of JSON Schema 2020-12 that schemas of specifications have. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema | boolean;
  readonly prefixItems?: readonly JsonSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

const WORDS = ['a', 'model.k', 'b1', 'shirt', 'train.epochs', 'model', 'a-b', 'x y', '1', ''];
/** Deeper than this, optional fields are left out. */
const DEEPEST = 9;

/**
 * Values that a JSON Schema allows, drawn at random; numbers lie at their bounds as often as between them.
 *
 * @param root - what `$ref` leads into
 * @param words - texts to draw from, where a pattern allows them
 * @returns draws a value that the given part of the schema allows
 */
export function valuesOf(
  root: JsonSchema,
  rng: Rng,
  words: readonly string[] = WORDS,
): (schema: JsonSchema) => unknown {
  const pick = <Value>(from: readonly Value[]): Value => from[rng.int(from.length)];
  const chance = (share: number): boolean => rng.uniform() < share;

  function value(schema: JsonSchema, depth: number): unknown {
    if (schema.$ref !== undefined) return value(resolved(schema.$ref), depth);
    if ('const' in schema) return schema.const;
    if (schema.enum) return pick(schema.enum);
    const options = schema.anyOf ?? schema.oneOf;
    if (options) return value(pick(options), depth);
    const type = Array.isArray(schema.type)
      ? pick(schema.type as readonly string[])
      : (schema.type as string | undefined);
    if (type === 'object') return object(schema, depth);
    if (type === 'array') return list(schema, depth);
    if (type === 'integer' || type === 'number') return number(schema, type === 'integer');
    if (type === 'string') return text(schema);
    if (type === 'boolean') return chance(0.5);
    return type === 'null' ? null : pick([0, 1, 'a', true, null]);
  }

  function resolved(ref: string): JsonSchema {
    const found = ref === '#' ? root : root.$defs?.[ref.replace('#/$defs/', '')];
    if (!found) throw new Error(`the schema has no ${ref}`);
    return found;
  }

  function object({ properties = {}, required = [], additionalProperties }: JsonSchema, depth: number): object {
    const optional = depth > DEEPEST ? 0 : 3 / (3 + Object.keys(properties).length);
    const own = Object.entries(properties)
      .filter(([name]) => required.includes(name) || chance(optional))
      .map(([name, schema]) => [name, value(schema, depth + 1)]);
    const isOpen = typeof additionalProperties === 'object';
    const more = isOpen
      ? Array.from({ length: rng.int(3) }, () => [pick(words), value(additionalProperties, depth + 1)])
      : [];
    return Object.fromEntries([...own, ...more]);
  }

  function list(
    { items, prefixItems = [], minItems = 0, maxItems = 3 }: JsonSchema,
    depth: number,
  ): readonly unknown[] {
    const first = prefixItems.map((schema) => value(schema, depth + 1));
    if (typeof items !== 'object') return first;
    const most = Math.min(maxItems, minItems + 2);
    const length = Math.max(0, minItems + rng.int(most - minItems + 1) - first.length);
    return [...first, ...Array.from({ length }, () => value(items, depth + 1))];
  }

  function number(schema: JsonSchema, isWhole: boolean): number {
    const step = isWhole ? 1 : 1e-9;
    const low = Math.max(schema.minimum ?? -1e9, (schema.exclusiveMinimum ?? -1e9) + step);
    const high = Math.min(schema.maximum ?? 1e9, (schema.exclusiveMaximum ?? 1e9) - step);
    const small = Math.min(high, Math.max(low, rng.int(6)));
    const between = low + rng.uniform() * (high - low);
    const drawn = pick([low, high, small, small, between]);
    return isWhole ? Math.round(drawn) : drawn;
  }

  function text({ pattern, minLength = 0, maxLength = 20 }: JsonSchema): string {
    const fits = words.filter((word) => pattern === undefined || new RegExp(pattern).test(word));
    return pick(fits.length > 0 ? fits : ['a'])
      .padEnd(minLength, 'a')
      .slice(0, maxLength);
  }

  return (schema) => value(schema, 0);
}
