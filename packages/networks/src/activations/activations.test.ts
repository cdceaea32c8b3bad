import { readFileSync } from 'node:fs';
import type { Spec } from '@selvedge/component';
import { activationCases } from '../testing/activation-cases.js';
import { float64Arithmetic } from '../testing/reference/arithmetic.js';
import { activations } from './activations.js';

interface Reference {
  readonly channels: number;
  readonly x: readonly number[];
  /** The gradient in y. */
  readonly weights: readonly number[];
  readonly entries: readonly {
    readonly spec: Spec;
    readonly y: readonly number[];
    readonly gradient: readonly number[];
  }[];
}

const reference = JSON.parse(readFileSync(new URL('activations.reference.json', import.meta.url), 'utf8')) as Reference;

describe('an activation', () => {
  test.each(reference.entries)(
    '$spec is what Keras computes in float64, and so is its gradient',
    ({ spec, y, gradient }) => {
      const params = activations.checked(spec);
      const { formula } = activations.definitionOf(params.kind);
      const found = formula(float64Arithmetic(reference.channels), Float64Array.from(reference.x), params);
      expectClose(found.y, y);
      expectClose(found.gradient(Float64Array.from(reference.weights)), gradient);
    },
  );

  test('has values of Keras with its defaults and each of its examples', () => {
    expect(reference.entries.map(({ spec }) => spec)).toEqual(activationCases().map(({ spec }) => spec));
  });

  test.each(activations.definitions)(
    '$kind keeps 0 where it says so, and only there',
    ({ kind, keepsZero, formula }) => {
      const { y } = formula(float64Arithmetic(3), new Float64Array(3), activations.checked(kind));
      expect(y[0] === 0).toBe(keepsZero);
    },
  );
});

function expectClose(seen: Float64Array, expected: readonly number[]): void {
  expect(seen.length).toBe(expected.length);
  for (const [at, value] of expected.entries()) {
    expect(Math.abs(seen[at] - value)).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)));
  }
}
