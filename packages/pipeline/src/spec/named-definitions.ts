import type { z } from '@selvedge/component/zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Keywords that speak of the place where a schema is used; the definition itself goes without them. */
const OF_A_PLACE = ['description', 'default', 'title', 'examples'];
/** Keywords whose keys are names that somebody chose, of one schema each. */
const MAPS = ['properties', 'patternProperties', '$defs'];
/** Keywords whose values are data. */
const DATA = ['const', 'enum', 'default', 'examples'];

/**
 * Moves every schema that has a name (`.meta({ definition: 'layer' })`) to `$defs`, and each of its members that a
 * constant distinguishes to a definition of its own (`layer.dense`). So a definition has the same name whatever else there
 * is, and a new component changes no line but its own.
 *
 * @param schema - without references but for what refers to itself; stays as it is
 */
export function withNamedDefinitions(schema: JsonSchema): JsonSchema {
  const definitions: Record<string, JsonSchema> = {};
  const claims = new Map<string, string>();
  const renamed = new Map<string, string>();

  /** The reference to a definition; undefined where another schema has the name. */
  function reference(name: string, of: JsonSchema): string | undefined {
    const text = JSON.stringify(of);
    const claimed = claims.get(name);
    if (claimed === undefined) {
      claims.set(name, text); // before what is in it, where the name may stand again for less
      definitions[name] = {};
      definitions[name] = inside(of, name);
    } else if (claimed !== text) return undefined;
    return `#/$defs/${name}`;
  }

  function moved(node: JsonSchema): JsonSchema {
    const { definition: name, ...rest } = node;
    if (typeof name !== 'string') return inside(node);
    const ofPlace = Object.entries(rest).filter(([key]) => OF_A_PLACE.includes(key));
    const own = Object.fromEntries(Object.entries(rest).filter(([key]) => !OF_A_PLACE.includes(key)));
    if (typeof own['$ref'] === 'string') {
      renamed.set(own['$ref'], name);
      return rest;
    }
    const $ref = reference(name, own);
    return $ref === undefined ? inside(rest, name) : { ...Object.fromEntries(ofPlace), $ref };
  }

  function inside(node: JsonSchema, name?: string): JsonSchema {
    const entries = Object.entries(node).map(([key, value]): [string, unknown] => {
      if (DATA.includes(key)) return [key, value];
      if (MAPS.includes(key)) return [key, mapped(value as Record<string, JsonSchema>)];
      if (Array.isArray(value)) return [key, value.map((each) => (isSchema(each) ? member(each, name) : each))];
      return [key, isSchema(value) ? moved(value) : value];
    });
    return Object.fromEntries(entries);
  }

  const mapped = (schemas: Record<string, JsonSchema>) =>
    Object.fromEntries(Object.entries(schemas).map(([key, each]) => [key, isSchema(each) ? moved(each) : each]));

  function member(node: JsonSchema, family: string | undefined): JsonSchema {
    const kind = Object.values(node.properties ?? {}).find((each) => isSchema(each) && typeof each.const === 'string');
    if (family === undefined || node['definition'] !== undefined || !isSchema(kind)) return moved(node);
    const $ref = reference(`${family}.${kind.const}`, node);
    return $ref === undefined ? moved(node) : { $ref };
  }

  const { $defs = {}, ...rest } = schema;
  const root = inside(rest);
  const circular = mapped($defs);
  const named = JSON.stringify({ ...root, $defs: { ...sorted(definitions), ...circular } });
  return withNames(JSON.parse(named), renamed);
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (definitions: Record<string, JsonSchema>) =>
  Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What refers to itself comes with a number for a name. */
function withNames(schema: JsonSchema, names: ReadonlyMap<string, string>): JsonSchema {
  const nameOf = (reference: string) => names.get(reference) ?? reference.replace('#/$defs/', '');
  const definitions = Object.entries(schema.$defs ?? {}).map(([name, each]) => [nameOf(`#/$defs/${name}`), each]);
  const text = JSON.stringify({ ...schema, $defs: Object.fromEntries(definitions) });
  return JSON.parse(text, (key, value) => (key === '$ref' && names.has(value) ? `#/$defs/${nameOf(value)}` : value));
}
