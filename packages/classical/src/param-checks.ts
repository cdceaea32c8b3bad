import { didYouMean, SelvedgeError } from '@selvedge/data';

/** Checks parameters one by one; each check names the model and the parameter when it refuses. */
export interface ParamChecks {
  /** A whole number in [min, max]. */
  wholeNumber(name: string, value: number, min: number, max?: number): void;
  /** A finite number in [min, max], or in (min, max] with `above`. */
  number(name: string, value: number, range: { min?: number; above?: number; max?: number }): void;
  oneOf(name: string, value: string, allowed: readonly string[]): void;
  boolean(name: string, value: unknown): void;
}

/**
 * Fills defaults in and refuses names that are no parameter.
 *
 * @param what - the model's kind
 * @throws SelvedgeError `invalid-argument`, with the parameter that was probably meant
 */
export function withDefaults<P extends object>(what: string, given: Partial<P>, defaults: P): P {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(defaults, name)) throw unknownParam(what, name, Object.keys(defaults));
  }
  const defined = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(defined) };
}

export function paramChecks(what: string): ParamChecks {
  const bad = (name: string, value: unknown, wanted: string): SelvedgeError =>
    new SelvedgeError(
      'invalid-argument',
      `${what}: ${name} is ${typeof value === 'number' ? value : JSON.stringify(value)}; need ${wanted}.`,
    );
  return {
    wholeNumber(name, value, min, max = Number.MAX_SAFE_INTEGER) {
      if (Number.isSafeInteger(value) && value >= min && value <= max) return;
      const upper = max === Number.MAX_SAFE_INTEGER ? '' : ` and at most ${max}`;
      throw bad(name, value, `a whole number of at least ${min}${upper}`);
    },
    number(name, value, { min, above, max }) {
      const isInside =
        Number.isFinite(value) &&
        (min === undefined || value >= min) &&
        (above === undefined || value > above) &&
        (max === undefined || value <= max);
      if (isInside) return;
      const bounds = [
        min === undefined ? '' : `at least ${min}`,
        above === undefined ? '' : `above ${above}`,
        max === undefined ? '' : `at most ${max}`,
      ];
      throw bad(name, value, `a number ${bounds.filter(Boolean).join(' and ')}`.trim());
    },
    oneOf(name, value, allowed) {
      if (allowed.includes(value)) return;
      const near = didYouMean(String(value), allowed);
      throw bad(name, value, `${allowed.join(', ')}${near === undefined ? '' : ` (did you mean '${near}'?)`}`);
    },
    boolean(name, value) {
      if (typeof value !== 'boolean') throw bad(name, value, 'true or false');
    },
  };
}

function unknownParam(what: string, name: string, allowed: readonly string[]): SelvedgeError {
  const near = didYouMean(name, allowed);
  return new SelvedgeError(
    'invalid-argument',
    `${what}: there is no parameter '${name}'${near === undefined ? '' : ` (did you mean '${near}'?)`}; ` +
      `there are ${allowed.join(', ')}.`,
  );
}
