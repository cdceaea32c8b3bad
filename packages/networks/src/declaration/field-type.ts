import { didYouMean } from '@selvedge/data';
import { activations } from '../activations/activations.js';
import { INITIALIZER_NAMES, PARAMETERIZED_INITIALIZERS } from './initializer-fields.js';

/** What a field of a layer may hold, as data: our own checks are made of it, and so are the schemas of files. */
export type FieldType =
  /** A whole number from 1 to `LARGEST_AXIS`. */
  | { readonly type: 'count' }
  /** A count for both axes, or [rows, columns]. */
  | { readonly type: 'pair' }
  | { readonly type: 'flag' }
  /** Finite; from `minimum`, less than `below`. */
  | { readonly type: 'number'; readonly minimum?: number; readonly below?: number }
  | { readonly type: 'choice'; readonly of: readonly string[] }
  | { readonly type: 'activation' }
  | { readonly type: 'layer-name' }
  | { readonly type: 'layer-names' }
  /** Counts, or -1. */
  | { readonly type: 'target-shape' }
  /** 0 or a count: one, [rows, columns], or [[top, bottom], [left, right]]. */
  | { readonly type: 'zero-padding' }
  | { readonly type: 'initializer' }
  | { readonly type: 'regularizer' };

/** The largest size of one axis: beyond it a declaration is a slip, and sums of products leave the whole numbers. */
export const LARGEST_AXIS: number = 2 ** 20;

/** A layer's name; `input` is the network's input. */
export const LAYER_NAME: RegExp = /^(?!input$)[A-Za-z0-9_.-]{1,100}$/;

/** Says what a field needs, or nothing where the value fits. */
export function needOf(field: FieldType, value: unknown): string | undefined {
  const fits = (holds: boolean, need: string): string | undefined => (holds ? undefined : need);
  switch (field.type) {
    case 'count':
      return fits(isCount(value), `a whole number from 1 to ${LARGEST_AXIS}`);
    case 'pair':
      return fits(
        isCount(value) || isTwo(value, isCount),
        'a whole number of at least 1, or two of them: [rows, columns]',
      );
    case 'flag':
      return fits(typeof value === 'boolean', 'true or false');
    case 'number':
      return needOfNumber(field, value);
    case 'choice':
      return needOfChoice(field.of, value);
    case 'activation':
      return needOfActivation(value);
    case 'layer-name':
      return fits(
        typeof value === 'string' && LAYER_NAME.test(value),
        "a name of letters, digits, '_', '.' and '-', other than 'input'",
      );
    case 'layer-names':
      return fits(isFilledList(value) && value.every((name) => typeof name === 'string'), 'a list of layer names');
    case 'target-shape':
      return fits(
        isFilledList(value) && value.every((size) => size === -1 || isCount(size)),
        'a list of sizes, at most one of them -1',
      );
    case 'zero-padding':
      return fits(
        isSide(value) || isTwo(value, isSide) || isTwo(value, (sides) => isTwo(sides, isSide)),
        'a whole number, [rows, columns], or [[top, bottom], [left, right]]',
      );
    case 'initializer':
      return needOfInitializer(value);
    case 'regularizer':
      return fits(
        isObject(value) &&
          Object.entries(value).every(([name, factor]) => ['l1', 'l2'].includes(name) && isFactor(factor)),
        '{ l1?, l2? } with finite numbers of at least 0',
      );
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LARGEST_AXIS;
const isSide = (value: unknown): boolean => value === 0 || isCount(value);
const isFactor = (value: unknown): boolean => Number.isFinite(value) && (value as number) >= 0;
const isFilledList = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0;
const isTwo = (value: unknown, is: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length === 2 && value.every(is);

function needOfNumber({ minimum, below }: FieldType & { type: 'number' }, value: unknown): string | undefined {
  const fits =
    Number.isFinite(value) &&
    (value as number) >= (minimum ?? Number.NEGATIVE_INFINITY) &&
    (value as number) < (below ?? Number.POSITIVE_INFINITY);
  if (fits) return undefined;
  if (below !== undefined) return `a number in [${minimum}, ${below})`;
  return minimum === undefined ? 'a finite number' : `a finite number of at least ${minimum}`;
}

function needOfChoice(names: readonly string[], value: unknown): string | undefined {
  if (typeof value === 'string' && names.includes(value)) return undefined;
  const near = didYouMean(String(value), names);
  return `one of ${names.join(', ')}${near === undefined ? '' : ` (did you mean '${near}'?)`}`;
}

function needOfActivation(value: unknown): string | undefined {
  if (typeof value === 'string') return needOfChoice(activations.names, value);
  return activations.shorthand.safeParse(value).success
    ? undefined
    : `one of ${activations.names.join(', ')}, or one as { kind: ... } with its parameters`;
}

function needOfInitializer(value: unknown): string | undefined {
  if (typeof value === 'string') return needOfChoice(INITIALIZER_NAMES, value);
  const kinds: Readonly<Record<string, readonly string[]>> = PARAMETERIZED_INITIALIZERS;
  const known = isObject(value) && typeof value['kind'] === 'string' && Object.hasOwn(kinds, value['kind']);
  if (!known) {
    return `a name (${INITIALIZER_NAMES.join(', ')}) or an object of kind ${Object.keys(kinds).join(', ')}`;
  }
  const wanted = kinds[value['kind'] as string];
  const complete =
    wanted.every((name) => Number.isFinite(value[name])) && Object.keys(value).length === wanted.length + 1;
  return complete ? undefined : `finite numbers for ${wanted.join(' and ')} and nothing else`;
}
