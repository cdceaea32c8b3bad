import { setTimeout as wait } from 'node:timers/promises';

/** Events as BullMQ's backends return them: of one stream, each with its number, and names and values in turn. */
type News = readonly (readonly [string, readonly (readonly [string, readonly string[]])[]])[];

/** The part of a backend of BullMQ that reads what happened after an event, and ends. */
export interface EventReader {
  readEvents(after: string, timeoutMs: number): Promise<News | null>;
  disconnect(): Promise<void>;
  close(...how: never[]): Promise<void>;
}

/**
 * Events are asked for no more often than this, in milliseconds: a request costs a coordinator as much as a dozen events. What
 * happens after a time of silence is read at once.
 */
const PACE_MS = 25;
/** Where more than so many happen in a second, delay matters less than processor time. */
const MANY = 200;
const PACE_OF_MANY_MS = 100;
/** Every job has them, and nobody here needs them. */
const UNHEARD = new Set(['added', 'waiting', 'waiting-children', 'drained', 'delayed', 'removed']);

/** Lets one request of a busy queue bring many events, and leaves out those that nobody waits for. */
export function paced<Backend extends EventReader>(backend: Backend, now = () => performance.now()): Backend {
  const { readEvents, disconnect, close } = backend;
  const ended = new AbortController();
  let last = Number.NEGATIVE_INFINITY;
  let paceMs = PACE_MS;
  return Object.assign(backend, {
    async readEvents(after: string, timeoutMs: number): Promise<News | null> {
      const early = last + paceMs - now();
      if (early > 0) await wait(early, undefined, { signal: ended.signal }).catch(() => undefined);
      if (ended.signal.aborted) return null; // its connection is gone
      const before = last;
      last = now(); // also where it fails
      const news = await readEvents.call(backend, after, timeoutMs);
      last = now();
      const count = news?.[0]?.[1].length ?? 0;
      paceMs = count > (MANY * (last - before)) / 1000 ? PACE_OF_MANY_MS : PACE_MS;
      return news?.map(([stream, events]) => [stream, heard(events)] as const) ?? null;
    },
    disconnect() {
      ended.abort();
      return disconnect.call(backend);
    },
    close(...how: never[]) {
      ended.abort();
      return close.apply(backend, how);
    },
  });
}

/** With the last one, whatever it is: its number is where the next request goes on. */
const heard = <Event extends readonly [string, readonly string[]]>(events: readonly Event[]): readonly Event[] =>
  events.filter(([, fields], at) => at === events.length - 1 || !UNHEARD.has(fields[fields.indexOf('event') + 1]));
