import { boundsText } from './doc-text.js';
import { specsText } from './specs-text.js';
import { typeText } from './type-text.js';

test('writes an interface with descriptions, bounds and defaults, and the names that defaults fill', () => {
  const schema = {
    type: 'object',
    description: 'Mirrors the image.',
    properties: {
      kind: { type: 'string', const: 'flip' },
      axis: { type: 'string', enum: ['x', 'y'], default: 'x', description: 'Which way.' },
      probability: { type: 'number', minimum: 0, maximum: 1, description: 'Share of the images.' },
    },
    required: ['kind'],
  };
  const text = specsText({
    families: [
      { typeName: 'AugmentSpec', description: 'A change.', form: 'spec', components: [{ kind: 'flip', schema }] },
    ],
    objects: [],
  });
  expect(text).toBe(`// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.
import type { Filled } from '@selvedge/component';

/** Mirrors the image. */
export interface FlipSpec {
  readonly kind: 'flip';
  /**
   * Which way.
   * @defaultValue "x"
   */
  readonly axis?: 'x' | 'y';
  /** Share of the images. From 0 to 1. */
  readonly probability?: number;
}

/** With the defaults filled in. */
export type FlipParams = Filled<FlipSpec, 'axis'>;

/** A change. */
export type AugmentSpec =
  | FlipSpec;

/** With the defaults filled in. */
export type AugmentParams =
  | FlipParams;
`);
});

test('writes a plain object as it is written and as it is read, with the names of its parts', () => {
  const written = {
    type: 'object',
    description: 'How.',
    properties: { optimizer: { $ref: 'OptimizerSpec', default: { kind: 'adam' } }, path: { type: 'string' } },
  };
  const filled = {
    ...written,
    properties: { ...written.properties, optimizer: { $ref: 'OptimizerParams' } },
    required: ['optimizer'],
  };
  expect(specsText({ families: [], objects: [{ typeName: 'TrainSpec', written, filled }] })).toContain(`/** How. */
export interface TrainSpec {
  /** @defaultValue {"kind":"adam"} */
  readonly optimizer?: OptimizerSpec;
  readonly path?: string;
}

/** With the defaults filled in. */
export interface TrainParams {
  readonly optimizer: OptimizerParams;
  readonly path?: string;
}
`);
});

test('writes the parameters of a class without its kind', () => {
  const schema = {
    type: 'object',
    description: 'k nearest neighbours.',
    properties: {
      kind: { type: 'string', const: 'knn' },
      k: { type: 'integer', minimum: 1, default: 5, description: 'Neighbours that vote.' },
    },
    required: ['kind', 'k'],
  };
  const family = { typeName: 'ModelSpec', description: 'A model.', form: 'params' } as const;
  expect(
    specsText({ families: [{ ...family, components: [{ kind: 'knn', schema }] }], objects: [] }),
  ).toContain(`/** k nearest neighbours. */
export interface KnnParams {
  /**
   * Neighbours that vote. Whole, from 1.
   * @defaultValue 5
   */
  readonly k: number;
}

export type KnnSpec = { readonly kind: 'knn' } & Partial<KnnParams>;
`);
});

test('a family that holds all of another one repeats no interface, and needs what has no default', () => {
  const number = { type: 'number', description: 'A number.' } as const;
  const schema = (kind: string) => ({
    type: 'object',
    properties: { kind: { const: kind }, a: number },
    required: ['kind', 'a'],
  });
  const one = { kind: 'one', schema: schema('one') };
  const family = { description: 'A model.', form: 'params' } as const;
  const text = specsText({
    families: [
      { ...family, typeName: 'BaseSpec', components: [one] },
      { ...family, typeName: 'AnySpec', components: [one, { kind: 'two', schema: schema('two'), needed: ['a'] }] },
    ],
    objects: [],
  });
  expect(text.match(/interface OneParams/g)).toHaveLength(1);
  expect(text).toContain("TwoSpec = { readonly kind: 'two' } & Pick<TwoParams, 'a'> & Partial<TwoParams>;");
  expect(text.replaceAll('\n', '')).toContain('export type AnySpec =  | OneSpec  | TwoSpec;');
});

test.each([
  [{ type: 'array', items: { type: 'number' } }, 'readonly number[]'],
  [{ type: 'array', items: { anyOf: [{ type: 'number' }, { type: 'null' }] } }, 'readonly (number | null)[]'],
  [{ type: 'array', prefixItems: [{ type: 'number' }, { type: 'integer' }] }, 'readonly [number, number]'],
  [{ anyOf: [{ const: 'noise' }, { type: 'number' }] }, "'noise' | number"],
  [{ type: 'object', properties: { a: { type: 'boolean' } }, required: ['a'] }, '{ readonly a: boolean }'],
  [{ type: 'object', additionalProperties: { type: 'string' } }, '{ readonly [name: string]: string }'],
])('the type of %j is %s', (schema, type) => {
  expect(typeText(schema)).toBe(type);
});

test('a schema without a type is refused, not written as unknown', () => {
  expect(() => typeText({})).toThrow(/no TypeScript type/);
});

test.each([
  [{ type: 'number', minimum: 0, maximum: 1 }, 'From 0 to 1.'],
  [{ type: 'number', exclusiveMinimum: 0 }, 'Above 0.'],
  [{ type: 'number', minimum: 0, exclusiveMaximum: 1 }, 'From 0, below 1.'],
  [{ type: 'integer', minimum: 1, maximum: 9007199254740991 }, 'Whole, from 1.'],
  [{ type: 'number' }, ''],
  [{ type: 'string' }, ''],
])('the bounds of %j are %j', (schema, text) => {
  expect(boundsText(schema)).toBe(text);
});
