import { SelvedgeError } from './errors.js';
import { finalizeMurmur3 } from './finalize-murmur3.js';
import { refuseOptions } from './only-fields.js';

/** What a stream of random numbers is made from. Equal seeds give equal streams on every machine. */
export type Seed = number | string;

/** Four 32-bit words: the whole state of a generator, for checkpoints. */
export type RngState = readonly [number, number, number, number];

/** A seeded stream of random numbers. Not for cryptography. */
export interface Rng {
  /** A whole number in [0, 2^32). */
  uint32(): number;
  /** A number in [0, 1), with 53 random bits. */
  uniform(): number;
  /** A whole number in [0, bound). */
  int(bound: number): number;
  /** A draw from the normal distribution with mean 0 and standard deviation 1. */
  normal(): number;
  /** Shuffles in place (Fisher and Yates) and returns its argument. */
  shuffle<T extends { length: number; [at: number]: unknown }>(values: T): T;
  /**
   * An independent stream named by `keys`. It depends on this generator's seed and the keys alone, not on how many
   * numbers were drawn: `fork('augment', epoch, row)` is the same in a resumed or parallel run.
   */
  fork(...keys: readonly Seed[]): Rng;
  /** The present state, for `restoreRng`. */
  state(): RngState;
}

/**
 * Makes the generator xoshiro128**, its state filled from the seed by MurmurHash3's mixers.
 *
 * @param seed - any finite number or any text
 * @throws SelvedgeError `invalid-argument` for a seed that is neither a finite number nor a text, and for options
 * @see Blackman & Vigna, Scrambled linear pseudorandom number generators, ACM TOMS 47 (2021)
 */
export function createRng(seed: Seed, ...others: readonly never[]): Rng {
  refuseOptions('createRng', others, 'createRng(0), or createRng(0).fork(name) for another stream');
  const key = hashKeys([seed]);
  return generator(key, stateOf(key));
}

/** Continues a stream from `state`; `seed` is the one that the stream began with, so that forks are equal too. */
export function restoreRng(seed: Seed, state: RngState): Rng {
  return generator(hashKeys([seed]), state);
}

type Key = readonly [number, number];

function generator(key: Key, start: RngState): Rng {
  let [a, b, c, d] = start;

  const uint32 = (): number => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const uniform = (): number => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992;
  const int = (bound: number): number => Math.floor(uniform() * bound);

  return {
    uint32,
    uniform,
    int,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()), // Box and Muller
    shuffle(values) {
      const writable = values as { [at: number]: unknown };
      for (let last = values.length - 1; last > 0; last--) {
        const other = int(last + 1);
        const kept = writable[last];
        writable[last] = writable[other];
        writable[other] = kept;
      }
      return values;
    },
    fork(...keys) {
      const forked = hashKeys(keys, key);
      return generator(forked, stateOf(forked));
    },
    state: () => [a >>> 0, b >>> 0, c >>> 0, d >>> 0],
  };
}

function stateOf([high, low]: Key): RngState {
  const word = (at: number): number => mix(high ^ mix((low + Math.imul(at, 0x9e3779b9)) | 0));
  return [word(1), word(2), word(3), word(4) | 1]; // never all zero: xoshiro would stay there
}

function hashKeys(keys: readonly Seed[], from: Key = [0x9747b28c, 0x2545f491]): Key {
  let [high, low] = from;
  for (const key of keys) {
    const text = typeof key === 'number' ? `#${finite(key)}` : `$${asText(key)}`;
    for (let at = 0; at < text.length; at++) {
      high = mix(high ^ Math.imul(text.charCodeAt(at) + 1, 0xcc9e2d51));
      low = mix((Math.imul(low, 5) + 0xe6546b64) ^ high);
    }
    low = mix(low ^ text.length); // so that ('ab', 'c') and ('a', 'bc') differ
  }
  return [high, low];
}

/** Unsigned, as the state of a generator is written. */
const mix = (word: number): number => finalizeMurmur3(word) >>> 0;

/** Not for `{ seed: 3 }` or nothing, which would be one seed for all that is written so. */
function asText(seed: string): string {
  if (typeof seed === 'string') return seed;
  const got = typeof seed === 'object' ? JSON.stringify(seed) : String(seed);
  throw new SelvedgeError('invalid-argument', `seed: got ${got}; need a finite number or a text, as in createRng(0).`);
}

function finite(seed: number): number {
  if (Number.isFinite(seed)) return seed;
  throw new SelvedgeError('invalid-argument', `seed: got ${seed}; need a finite number or a text.`);
}
