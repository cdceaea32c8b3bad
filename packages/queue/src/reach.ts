import { setTimeout as wait } from 'node:timers/promises';
import { SelvedgeError } from '@selvedge/data';
import { messageOf, throwIfAborted } from '@selvedge/data/checks';
import { maskSecrets } from '@selvedge/workflow';

/** What of a queue can fail on its own. */
export interface Part {
  on(event: 'error', listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<unknown>;
}

export interface ReachOptions {
  /** Longest wait for a database that does not answer at the beginning, in milliseconds. Default 30,000. */
  readonly patienceMs?: number;
  readonly signal?: AbortSignal;
  /** Receives what is wrong with the queue. */
  onNote(text: string): void;
}

/** How long a run or a worker that begins waits for its queue, in milliseconds. */
const PATIENCE_MS = 30_000;
/** One try, in milliseconds: clients that never got an answer are made again. */
const TRY_MS = 5000;
const PAUSE_MS = 500;
/** Parts of a failed try may never close, in milliseconds. */
const CLOSE_MS = 500;

/** What no waiting mends: a wrong password, a database that does not exist, a certificate. */
const REFUSALS = /^(?:28|3D|3F|42)|CERT|SELF_SIGNED|TLS/;
const REFUSED = /WRONGPASS|NOAUTH|NOPERM|invalid password|password must be|password authentication failed|certificate/i;

/**
 * Makes the parts of a queue and waits until its database answers. From then on interruptions are waited for, and `onNote` receives
 * the first.
 *
 * @param name - address of the queue, without passwords
 * @throws SelvedgeError `io` where the database does not answer in time or refuses; `aborted` at the signal
 */
export async function reach<Parts extends readonly Part[]>(
  name: string,
  make: () => Parts,
  { patienceMs = PATIENCE_MS, signal, onNote }: ReachOptions,
): Promise<Parts> {
  const begun = performance.now();
  let isNoted = false;
  const onFirst = (error: unknown): void => {
    if (isNoted) return;
    isNoted = true;
    onNote(`the queue ${name} does not answer (${said(error)}); trying for ${patienceMs / 1000} s.`);
  };
  for (;;) {
    throwIfAborted(signal, `reach the queue ${name}`);
    const left = begun + patienceMs - performance.now();
    const parts = make();
    try {
      await ready(name, parts, { signal, onNote, onFirst, tryMs: Math.max(PAUSE_MS, Math.min(TRY_MS, left)) });
      return parts;
    } catch (cause) {
      await Promise.race([Promise.all(parts.map((part) => part.close().catch(() => undefined))), wait(CLOSE_MS)]);
      throwIfAborted(signal, `reach the queue ${name}`);
      if (isRefusal(cause))
        throw new SelvedgeError(
          'io',
          `queue: ${name} refused the connection: ${said(cause)}. Mend the address: --queue redis://:PASSWORD@HOST:6379, or SELVEDGE_QUEUE.`,
        );
      if (performance.now() - begun + PAUSE_MS >= patienceMs)
        throw new SelvedgeError(
          'io',
          `queue: could not reach ${name} within ${patienceMs / 1000} s: ${said(cause)}. Start it there, or name another one: --queue redis://HOST:6379, or SELVEDGE_QUEUE.`,
        );
      onFirst(cause);
      await wait(PAUSE_MS);
    }
  }
}

interface Trying extends Pick<ReachOptions, 'onNote'> {
  readonly signal: AbortSignal | undefined;
  readonly tryMs: number;
  onFirst(error: unknown): void;
}

async function ready(name: string, parts: readonly Part[], { signal, tryMs, onNote, onFirst }: Trying): Promise<void> {
  let last: Error | undefined;
  let isReady = false;
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const failed = new Promise<never>((_, reject) => {
    for (const part of parts) {
      part.on('error', (error) => {
        if (isReady && last === undefined)
          onNote(`the queue ${name} does not answer (${said(error)}); waiting for it.`);
        if (!isReady && isRefusal(error)) reject(error);
        else if (!isReady) onFirst(error);
        last = error;
      });
    }
    timer = setTimeout(() => reject(last ?? new Error(`no answer within ${tryMs / 1000} s`)), tryMs);
    onAbort = () => reject(new Error('stopped'));
    signal?.addEventListener('abort', onAbort, { once: true });
  });
  try {
    await Promise.race([Promise.all(parts.map((part) => part.waitUntilReady())), failed]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener('abort', onAbort);
  }
  isReady = true;
  last = undefined;
}

function isRefusal(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  return (typeof code === 'string' && REFUSALS.test(code)) || REFUSED.test(String(message));
}

/** An error of a client in a few words, without passwords. Some of Node's errors hold others and no text. */
function said(error: unknown): string {
  const { errors, code } = (error ?? {}) as { readonly errors?: readonly unknown[]; readonly code?: string };
  const text = messageOf(errors?.[0] ?? error).split('\n')[0];
  return maskSecrets(text || code || 'it refused the connection').replace(/\.$/, '');
}
