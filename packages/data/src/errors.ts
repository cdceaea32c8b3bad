/**
 * What went wrong, for programs. Texts may change between versions; codes do not.
 *
 * - `invalid-argument`: a parameter or value outside what the function documents
 * - `invalid-spec`: a document a person wrote (pipeline file, manifest) has problems
 * - `shape-mismatch`: lengths or shapes that must agree do not
 * - `corrupt-file`: bytes that cannot be what they claim to be
 * - `unsupported`: valid, but not something this version or this machine can do
 * - `not-found`: a file, data set, run or name that does not exist
 * - `aborted`: the caller's `AbortSignal` fired
 * - `diverged`: training left the finite numbers
 * - `io`: the operating system refused (disk full, permission, ...)
 */
export type ErrorCode =
  | 'invalid-argument'
  | 'invalid-spec'
  | 'shape-mismatch'
  | 'corrupt-file'
  | 'unsupported'
  | 'not-found'
  | 'aborted'
  | 'diverged'
  | 'io';

/** Thrown for every failure that a caller can cause or act on. Match on `code`; the text may change. */
export class SelvedgeError extends Error {
  readonly code: ErrorCode;
  /** The rows hold what the code cannot use (NaN, one class alone, ...): other data, and no other options, mend it. */
  declare readonly about?: 'data';

  constructor(code: ErrorCode, message: string, options?: ErrorOptions & { readonly about?: 'data' | undefined }) {
    super(message, options);
    this.name = 'SelvedgeError';
    this.code = code;
    if (options?.about) this.about = options.about;
  }
}

/** A refusal of what the rows hold, whatever the options: `invalid-argument`, about the data. */
export const unfitData = (message: string, options?: ErrorOptions): SelvedgeError =>
  new SelvedgeError('invalid-argument', message, { ...options, about: 'data' });

/** What was thrown, in words: code that is not ours may throw anything. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** Ends an exhaustive `switch`: a case that was forgotten does not compile. */
export function unreachable(value: never): never {
  throw new Error(`internal: unhandled case ${JSON.stringify(value)}`);
}

/**
 * Stops work whose caller no longer wants it.
 *
 * @throws SelvedgeError `aborted` when the signal has fired, `invalid-argument` for anything but a signal
 */
export function throwIfAborted(signal: AbortSignal | undefined, what: string): void {
  if (signal !== undefined && typeof signal?.aborted !== 'boolean') {
    throw new SelvedgeError('invalid-argument', `${what}: signal is ${JSON.stringify(signal)}; need an AbortSignal.`);
  }
  if (signal?.aborted)
    throw new SelvedgeError('aborted', `${what}: stopped by its AbortSignal.`, { cause: signal.reason });
}
