import { didYouMean, SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';
import {
  type AshaSpec,
  type Draw,
  goesByScores,
  type HalvingSpec,
  type RandomSpec,
  type SearchSpec,
  type TpeSpec,
} from './search-spec.js';

/**
 * Checks what a search tries or draws from, and how much of it.
 *
 * @param what - named first in the error's text
 * @throws SelvedgeError `invalid-argument` naming the field
 */
export function checkSearch(spec: SearchSpec, what = 'search'): void {
  const problem = problemOfOver(spec) ?? problemOfAmount(spec);
  if (problem !== undefined) throw new SelvedgeError('invalid-argument', `${what}: ${problem}.`);
}

function problemOfOver({ kind, over }: SearchSpec): string | undefined {
  if (typeof over !== 'object' || over === null || Array.isArray(over))
    return `over is ${shown(over)}; need values by name, as in over: { k: [1, 3, 5] }`;
  const draws = kind === 'random' || goesByScores({ kind });
  for (const [field, from] of Object.entries(over as Readonly<Record<string, unknown>>)) {
    const isEmpty = Array.isArray(from) && from.length === 0 && draws; // a grid of none is refused as a whole
    const problem = isEmpty ? NEEDS_LIST : Array.isArray(from) ? undefined : draws ? problemOfRange(from) : NEEDS_LIST;
    if (problem !== undefined) return `over.${field} is ${shown(from)}; ${problem}`;
    const odd = Array.isArray(from) ? from.findIndex((value) => !isPlain(value)) : -1;
    if (odd >= 0)
      return `over.${field}[${odd}] is ${shown((from as unknown[])[odd])}; need numbers, texts, truth values, or lists and objects of them`;
  }
  return undefined;
}

/** Trials are told apart by their values as JSON. */
function isPlain(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false; // a BigInt, or an object that holds itself
  }
}

function problemOfAmount(spec: SearchSpec): string | undefined {
  if (spec.kind === 'tpe' || spec.kind === 'asha') return problemOfBudget(spec);
  return 'samples' in spec ? problemOfCounts(spec) : undefined;
}

function problemOfCounts(spec: RandomSpec | HalvingSpec): string | undefined {
  const { samples } = spec;
  if (!isCount(samples)) return `samples is ${shown(samples)}; need a whole number of at least 1`;
  if (!('factor' in spec || 'from' in spec)) return undefined;
  const { factor = 3, from, to } = spec;
  if (!(Number.isInteger(factor) && factor >= 2))
    return `factor is ${shown(factor)}; need a whole number of at least 2`;
  if (!isCount(from)) return `from is ${shown(from)}; need a whole number of at least 1`;
  if (!isCount(to)) return `to is ${shown(to)}; need a whole number of at least 1`;
  return from > to ? `from is ${from} and to is ${to}; the resource grows, so from must not be above to` : undefined;
}

function problemOfBudget(spec: TpeSpec | AshaSpec): string | undefined {
  const { maxTrials, maxTime = 1, parallel = 1 } = spec;
  if (!isCount(maxTrials)) return `maxTrials is ${shown(maxTrials)}; need a whole number of at least 1`;
  if (!isCount(parallel)) return `parallel is ${shown(parallel)}; need a whole number of at least 1`;
  if (!(Number.isFinite(maxTime) && maxTime > 0)) return `maxTime is ${shown(maxTime)}; need seconds, a number above 0`;
  if (spec.kind === 'tpe') {
    const { startupTrials = 10 } = spec;
    return isCount(startupTrials)
      ? undefined
      : `startupTrials is ${shown(startupTrials)}; need a whole number of at least 1`;
  }
  const { minResource = 1, maxResource, reductionFactor = 3 } = spec;
  if (!(Number.isInteger(reductionFactor) && reductionFactor >= 2))
    return `reductionFactor is ${shown(reductionFactor)}; need a whole number of at least 2`;
  if (!isCount(minResource)) return `minResource is ${shown(minResource)}; need a whole number of at least 1`;
  if (!isCount(maxResource)) return `maxResource is ${shown(maxResource)}; need a whole number of at least 1`;
  return minResource > maxResource
    ? `minResource is ${minResource} and maxResource is ${maxResource}; the resource grows, so minResource must not be above maxResource`
    : undefined;
}

const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 1;

/** Why a range cannot be drawn from; undefined where it can. */
export function problemOfRange(from: unknown): string | undefined {
  const range = typeof from === 'object' && from !== null ? Object.entries(from) : [];
  const [name, numbers] = range[0] ?? [];
  if (range.length !== 1 || name === undefined) return NEEDS_RANGE;
  if (!KINDS.includes(name)) {
    const near = didYouMean(name, KINDS);
    return near === undefined ? NEEDS_RANGE : `did you mean '${near}'?`;
  }
  if (!Array.isArray(numbers) || numbers.length !== 2 || !numbers.every(Number.isFinite))
    return `need two numbers, as in { ${name}: [1, 10] }`;
  const [low, high] = numbers as [number, number];
  if (low > high) return `need [low, high], as in { ${name}: [${high}, ${low}] }`;
  if (name === 'integer' && !numbers.every(Number.isInteger)) return 'need whole numbers';
  if (name === 'logUniform' && low <= 0) return 'need numbers above 0';
  return undefined;
}

const KINDS: readonly string[] = ['uniform', 'logUniform', 'integer'] satisfies (
  | keyof Extract<Draw, { uniform: unknown }>
  | keyof Extract<Draw, { logUniform: unknown }>
  | keyof Extract<Draw, { integer: unknown }>
)[];
const NEEDS_LIST = 'need a list of values, as in [1, 3, 5]';
const NEEDS_RANGE =
  'need a list of values, or { uniform: [0, 1] }, { logUniform: [0.001, 1000] } or { integer: [1, 50] }';
