import { z } from 'zod';
import { catalogueOf } from './catalogue.js';
import { checked } from './check.js';
import { checkedParams, defineParams } from './classifiers.js';
import { defineComponent, type Spec } from './definition.js';
import { count, interval, share } from './fields.js';

interface ShiftParams extends Spec {
  readonly kind: 'shift';
  readonly pixels?: number;
  readonly fraction?: number;
  readonly fill: 'constant' | 'wrap';
}

const shift = defineComponent<ShiftParams>({
  family: 'augmentation',
  kind: 'shift',
  description: 'Moves the image.',
  fields: {
    pixels: count(100).exactOptional() as z.ZodType<number | undefined>,
    fraction: share().exactOptional() as z.ZodType<number | undefined>,
    fill: z.enum(['constant', 'wrap']).default('constant'),
  },
  rule: ({ pixels, fraction }) =>
    (pixels === undefined) === (fraction === undefined)
      ? { path: ['pixels'], message: 'need either pixels or fraction' }
      : undefined,
});
const zoom = defineComponent<{ readonly kind: 'zoom'; readonly range: readonly [number, number] }>({
  family: 'augmentation',
  kind: 'zoom',
  description: 'Enlarges the image.',
  fields: { range: interval(0.01, 100) },
});
const augmentations = catalogueOf({ family: 'augmentation', typeName: 'AugmentSpec', description: 'A change.' }, [
  shift,
  zoom,
]);

describe('a definition', () => {
  test('fills defaults in, also for a field that is undefined, and freezes', () => {
    const params = checked(shift, { kind: 'shift', pixels: 2, fill: undefined });
    expect(params).toEqual({ kind: 'shift', pixels: 2, fill: 'constant' });
    expect(Object.isFrozen(params)).toBe(true);
  });

  test.each([
    [{ kind: 'shift', pixels: 0 }, "augmentation 'shift': pixels: got 0; need at least 1."],
    [{ kind: 'shift', pixels: Number.NaN }, "augmentation 'shift': pixels: got NaN; need a number."],
    [{ kind: 'shift', pixels: '2' }, "augmentation 'shift': pixels: got '2'; need a number."],
    [{ kind: 'shift', pixel: 2 }, "augmentation 'shift': unknown key 'pixel'; did you mean 'pixels'?"],
    [{ kind: 'shift', pixels: 2, fill: 'mirror' }, /fill: got 'mirror'; need one of constant, wrap/],
    [{ kind: 'shift' }, /pixels is missing; need either pixels or fraction/],
    [{ kind: 'zoom' }, /range is missing; need a list/],
    [{ kind: 'zoom', range: [2, 1] }, /range: got a list of 2; need the smaller number first/],
    [{ kind: 'zom', range: [1, 2] }, "augmentation: unknown kind 'zom'; did you mean 'zoom'? Known are shift, zoom."],
    [undefined, "augmentation: got undefined; write an object with a kind, as { kind: 'shift' }."],
    ['shift', "augmentation: got 'shift'; write { kind: 'shift' }."],
    [null, "augmentation: got nothing; write an object with a kind, as { kind: 'shift' }."],
  ])('refuses %j', (spec, message) => {
    expect(() => augmentations.checked(spec)).toThrow(message);
  });

  test('names every mistake at once', () => {
    expect(() => augmentations.checked({ kind: 'shift', pixels: -1, fill: 3 })).toThrow(/pixels.*\n.*fill/);
  });

  test('may not share its kind', () => {
    const names = { family: 'augmentation', typeName: 'AugmentSpec', description: 'A change.' };
    expect(() => catalogueOf(names, [zoom, zoom])).toThrow(/two augmentations of one kind/);
  });
});

describe('checkedParams(definition, given)', () => {
  const knn = defineParams<'knn', { readonly metric: string; readonly k: number }>({
    kind: 'knn',
    description: 'Neighbours.',
    fields: { metric: z.enum(['euclidean']).default('euclidean'), k: count(10).default(5) },
  });

  test.each([
    [3, "classifier 'knn': got 3; write { k: 3 }."],
    ['euclidean', 'classifier \'knn\': got "euclidean"; write { metric: "euclidean" }.'],
    [[1], "classifier 'knn': got [1]; need an object of metric, k."],
    [new Map([['k', 3]]), 'need an object of metric, k'],
    [null, "classifier 'knn': got null; need an object of metric, k."],
  ])('refuses %p, whose spread would be all defaults', (given, message) => {
    expect(() => checkedParams(knn, given as object)).toThrow(message);
  });

  test('fills defaults in', () => expect(checkedParams(knn, {})).toEqual({ metric: 'euclidean', k: 5 }));
});

test('checked(definition, spec) freezes lists and objects of its copy, and none of the caller', () => {
  const given = { kind: 'zoom', range: [1, 2] };
  const { range } = checked(zoom, given);
  expect(() => (range as unknown as number[]).reverse()).toThrow('read only');
  expect(given.range.reverse()).toEqual([2, 1]);
  expect(range).toEqual([1, 2]);
});
