import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { StoreFailure } from './store-failure.js';

/** What a stream is compared with while it flows. */
export interface Expected {
  /** SHA-256 in hexadecimal; absent: not looked at. */
  readonly digest?: string;
  /** Absent: any number up to `most`. */
  readonly bytes?: number;
  /** A stream that brings more ends at once, whatever its sender says. */
  readonly most?: number;
  /** For errors. */
  readonly what: string;
  /** Is waited for before the error for damaged bytes. */
  onDamage?(): Promise<void>;
}

/**
 * Lets bytes through and ends with a `StoreFailure` `damaged` unless they are those that were expected. The last piece is held
 * back until all are known to be, so a server that was promised their number never has all of other bytes.
 */
export function checkedStream({
  digest,
  bytes,
  most = bytes ?? Number.POSITIVE_INFINITY,
  what,
  onDamage = async () => undefined,
}: Expected): Transform {
  const hash = createHash('sha256');
  let seen = 0;
  let held: Uint8Array | undefined;
  const damaged = (why: string): StoreFailure => new StoreFailure('damaged', `${what}: ${why}`);
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      seen += chunk.length;
      if (seen > most) return done(damaged(`more than ${most} bytes came`));
      hash.update(chunk);
      const before = held;
      held = chunk;
      if (before === undefined) done();
      else done(null, before);
    },
    flush(done) {
      const isOfDigest = digest === undefined || hash.digest('hex') === digest;
      const isWhole = bytes === undefined || seen === bytes;
      if (isWhole && isOfDigest) return done(null, held);
      const why = isWhole
        ? 'other bytes came than were stored (SHA-256 differs)'
        : `${seen} bytes came instead of ${bytes}`;
      onDamage()
        .finally(() => done(damaged(why)))
        .catch(() => undefined);
    },
  });
}
