import type { JsonSchema } from './json-schema.js';

/**
 * The TypeScript type of a schema, on one line.
 *
 * @throws Error for a schema that has no type
 */
export function typeText(schema: JsonSchema): string {
  const { $ref, allOf, const: constant, enum: words, anyOf, oneOf, prefixItems, items, properties } = schema;
  if ($ref !== undefined) return $ref;
  if (allOf?.length === 1) return typeText(allOf[0]);
  if (constant !== undefined) return literal(constant);
  if (words) return words.map(literal).join(' | ');
  if (anyOf ?? oneOf) return [...new Set((anyOf ?? oneOf ?? []).map(typeText))].join(' | ');
  if (prefixItems) return `readonly [${prefixItems.map(typeText).join(', ')}]`;
  if (typeof schema.type === 'object') return schema.type.map((type) => typeText({ ...schema, type })).join(' | ');
  switch (schema.type) {
    case 'number':
    case 'integer':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'array':
      return items ? `readonly ${bracketed(typeText(items))}[]` : 'readonly unknown[]';
    case 'object':
      return properties ? objectText(schema) : recordText(schema);
    default:
      throw new Error(`no TypeScript type for the schema ${JSON.stringify(schema)}`);
  }
}

const literal = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : String(value));

const bracketed = (type: string): string => (type.includes(' ') ? `(${type})` : type);

function objectText({ properties = {}, required = [] }: JsonSchema): string {
  const members = Object.entries(properties).map(
    ([name, schema]) => `readonly ${name}${required.includes(name) ? '' : '?'}: ${typeText(schema)}`,
  );
  return `{ ${members.join('; ')} }`;
}

function recordText({ additionalProperties }: JsonSchema): string {
  const value = typeof additionalProperties === 'object' ? typeText(additionalProperties) : 'unknown';
  return `{ readonly [name: string]: ${value} }`;
}
