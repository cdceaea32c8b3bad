import { createRng } from '../rng.js';
import { type JsonSchema, valuesOf } from './values-of-schema.js';

const schema: JsonSchema = {
  type: 'object',
  properties: {
    k: { type: 'integer', minimum: 1, maximum: 9 },
    kind: { const: 'knn' },
    more: { anyOf: [{ type: 'array', items: { $ref: '#/$defs/word' }, minItems: 1 }, { type: 'null' }] },
  },
  required: ['kind', 'k'],
  $defs: { word: { type: 'string', minLength: 2 } },
};

test('draws values that the schema allows, at its bounds, too, and the same for the same seed', () => {
  const drawn = Array.from({ length: 300 }, (_, seed) => valuesOf(schema, createRng(seed))(schema)) as {
    readonly k: number;
    readonly kind: string;
    readonly more?: readonly string[] | null;
  }[];
  expect(drawn[7]).toEqual(valuesOf(schema, createRng(7))(schema));
  expect(new Set(drawn.map(({ kind }) => kind))).toEqual(new Set(['knn']));
  expect(drawn.every(({ k }) => Number.isInteger(k) && k >= 1 && k <= 9)).toBe(true);
  expect(drawn.map(({ k }) => k)).toEqual(expect.arrayContaining([1, 9]));
  expect(drawn.every(({ more }) => more?.every((word) => word.length >= 2) ?? true)).toBe(true);
  expect(drawn.some(({ more }) => more === null) && drawn.some(({ more }) => more === undefined)).toBe(true);
});

test('draws texts from given words', () => {
  expect(valuesOf({}, createRng(1), ['only'])({ type: 'string' })).toBe('only');
});
