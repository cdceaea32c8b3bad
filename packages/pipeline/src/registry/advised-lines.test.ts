import { classifiers } from '@selvedge/classical';
import type { z } from '@selvedge/component/zod';
import { layers } from '@selvedge/networks';
import { optimizers, schedules } from '@selvedge/neural';
import { augmentations, splits } from '@selvedge/preprocess';
import { parse } from 'yaml';
import { ownTransforms } from './built-in-transforms.js';
import { BUILT_IN } from './registry.js';

const CATALOGUES = [classifiers, layers, optimizers, schedules, augmentations, splits, ownTransforms];
const DEFINITIONS: readonly { readonly schema: z.ZodType }[] = [
  ...CATALOGUES.flatMap(({ definitions }): readonly { readonly schema: z.ZodType }[] => definitions),
  ...BUILT_IN.models.values(),
];

/** Every component that a catalogue's advice writes out in full. */
const LINES = CATALOGUES.flatMap(({ advice = {} }) => Object.values(advice)).flatMap((text) =>
  [...text.matchAll(/\{ kind: (?:[^{}]|\{[^{}]*\})*\}/g)].map(([line]) => line),
);
const WHOLE = [...new Set(LINES)].filter((line) => !/\.\.\.|, \w+ \}/.test(line));

test.each(WHOLE)('the advice to write %s can be followed', (line) => {
  const spec: unknown = parse(line);
  expect(DEFINITIONS.some(({ schema }) => schema.safeParse(spec).success)).toBe(true);
});

test('there is such advice', () => {
  expect(WHOLE.length).toBeGreaterThan(20);
});
