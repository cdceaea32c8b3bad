import { type ErrorCode, SelvedgeError } from '../errors.js';

/** One rule that a model or transform must keep. `run` rejects, with what it saw, when the rule is broken. */
export interface Check {
  /** A sentence about behaviour; the key under which it can be skipped. */
  readonly name: string;
  run(): Promise<void>;
}

/** What came of a list of checks. */
export interface CheckReport {
  readonly passed: readonly string[];
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * Runs checks one after the other and reports every broken rule at once.
 *
 * @param skip - why a check does not apply, by its name
 * @throws Error that lists the failed checks; SelvedgeError `invalid-argument` for a skipped name that does not exist
 */
export async function runChecks(
  what: string,
  checks: readonly Check[],
  skip: Readonly<Record<string, string>> = {},
): Promise<CheckReport> {
  const names = new Set(checks.map(({ name }) => name));
  for (const name of Object.keys(skip)) {
    if (!names.has(name)) {
      throw new SelvedgeError(
        'invalid-argument',
        `${what}: there is no check '${name}' to skip; see the list of names.`,
      );
    }
  }
  const passed: string[] = [];
  const failures: { readonly name: string; readonly error: unknown }[] = [];
  for (const { name, run } of checks) {
    if (Object.hasOwn(skip, name)) continue;
    try {
      await run();
      passed.push(name);
    } catch (error) {
      failures.push({ name, error });
    }
  }
  if (failures.length > 0) throw new CheckFailure(what, failures);
  return { passed, skipped: Object.entries(skip).map(([name, reason]) => ({ name, reason })) };
}

/** Thrown when checks fail: all of them, by name. */
export class CheckFailure extends Error {
  /** Names of the failed checks. */
  readonly failed: readonly string[];

  constructor(what: string, failures: readonly { readonly name: string; readonly error: unknown }[]) {
    const lines = failures.map(({ name, error }) => `- ${name}: ${error instanceof Error ? error.message : error}`);
    super(`${what}: ${failures.length} checks failed\n${lines.join('\n')}`);
    this.name = 'CheckFailure';
    this.failed = failures.map(({ name }) => name);
  }
}

/** Ends a check that found its rule broken. */
export function expectThat(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** The two lists hold the same numbers, up to a tolerance. */
export function expectClose(seen: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number, what: string): void {
  expectThat(seen.length === wanted.length, `${what}: ${seen.length} numbers and not ${wanted.length}`);
  for (let at = 0; at < seen.length; at++) {
    const isClose = Math.abs(seen[at] - wanted[at]) <= tolerance; // false for NaN
    expectThat(isClose, `${what}: number ${at} is ${seen[at]} and not ${wanted[at]}`);
  }
}

/** The work is refused with that code. */
export async function expectRefusal(work: () => unknown, code: ErrorCode, what: string): Promise<void> {
  let outcome: unknown;
  try {
    await work();
    outcome = 'it was accepted';
  } catch (error) {
    if (error instanceof SelvedgeError && error.code === code) return;
    outcome = error instanceof SelvedgeError ? `code '${error.code}'` : `${error}`;
  }
  throw new Error(`${what}: need a SelvedgeError '${code}'; got: ${outcome}`);
}
