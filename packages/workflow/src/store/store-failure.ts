import { SelvedgeError } from '@selvedge/data';

/**
 * Why a store did not do what it was asked for. `unreachable`: no answer, a broken connection, an error of the server: another
 * try may help. `refused`: the answer was no. `damaged`: other bytes came than were stored.
 */
export type FailureKind = 'unreachable' | 'refused' | 'damaged';

/** Thrown by stores, with the code `io`. Runs go on without the store, so only those who look at one themselves see it. */
export class StoreFailure extends SelvedgeError {
  readonly kind: FailureKind;

  /** @param message - without passwords */
  constructor(kind: FailureKind, message: string, options?: ErrorOptions) {
    super('io', message, options);
    this.name = 'StoreFailure';
    this.kind = kind;
  }
}

/** One thing is larger than the store takes. Others are not: writing goes on. */
export class TooLarge extends StoreFailure {
  /** @param message - without passwords */
  constructor(message: string) {
    super('refused', message);
    this.name = 'TooLarge';
  }
}

/** What went wrong, as a failure of the store; a failure stays what it is. */
export function asFailure(error: unknown, what: string): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const { message, code } = error as NodeJS.ErrnoException;
  return new StoreFailure('unreachable', `${what}: ${message || code || 'no answer'}`, { cause: error });
}
