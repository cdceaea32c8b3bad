import { SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';
import type { ErrorCode, Json } from '@selvedge/data/types';

/** What the queue holds of a job. */
export interface JobData {
  readonly format: 1;
  readonly label: string;
  readonly code: string;
  readonly setting: string;
  readonly task: Json;
}

/** What a worker sends while it does a job. */
export interface JobProgress {
  readonly worker: string;
  readonly events: readonly unknown[];
}

/** What it sends at the end. */
export interface JobResult {
  readonly worker: string;
  readonly result: unknown;
  /** What it had not sent yet. */
  readonly events: readonly unknown[];
}

/** Bytes of a job. */
const MOST_BYTES = 65_536;
const DIGEST = /^[0-9a-f]{64}$/;

/** The queue of those workers that compute the same results, and have the tag. BullMQ allows no colon in names. */
export const queueName = (code: string, tag: string | undefined): string =>
  ['selvedge', code.slice(0, 16), ...(tag === undefined ? [] : [tag])].join('-');

const TAG = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** @throws SelvedgeError `invalid-argument` for what cannot be a part of a queue's name */
export function checkTag(tag: string): void {
  if (TAG.test(tag)) return;
  throw new SelvedgeError(
    'invalid-argument',
    `queue: the tag ${shown(tag)} is refused; need at most 32 lower-case letters, digits and dashes, for instance gpu.`,
  );
}

/**
 * A queue may hold what anybody wrote who has its password.
 *
 * @param code - of this worker
 * @throws SelvedgeError `invalid-argument` for what no coordinator of this release publishes
 */
export function checkJob(id: unknown, data: unknown, code: string): JobData {
  if (typeof id !== 'string' || !DIGEST.test(id)) throw refused(`its id is ${shown(id)}; need the key of a step`);
  const { format, label, setting, task, code: theirs } = (data ?? {}) as Partial<Record<keyof JobData, unknown>>;
  if (format !== 1) throw refused(`its format is ${shown(format)}; need 1`);
  if (JSON.stringify(data).length > MOST_BYTES) throw refused(`it has more than ${MOST_BYTES} bytes`);
  if (typeof label !== 'string') throw refused(`its label is ${shown(label)}; need a text`);
  if (typeof setting !== 'string' || !DIGEST.test(setting))
    throw refused(`its setting is ${shown(setting)}; need the key of an entry of the store`);
  if (typeof task !== 'object' || task === null) throw refused(`its task is ${shown(task)}; need an object`);
  if (theirs !== code)
    throw refused(`it is of a run with the code ${shown(theirs)}; this worker has the code ${shown(code)}`);
  return data as JobData;
}

const refused = (why: string): SelvedgeError => new SelvedgeError('invalid-argument', `the job is refused: ${why}.`);

/** A failure as BullMQ keeps it: one text. */
export const failureText = (code: ErrorCode | 'cancelled' | undefined, message: string, about?: 'data'): string =>
  JSON.stringify({ code, message, about });

/** The same read back; another text is BullMQ's own. */
export function failureOf(text: string): { readonly code?: string; readonly message: string; readonly about?: 'data' } {
  try {
    const { code, message, about } = JSON.parse(text) as Readonly<Record<'code' | 'message' | 'about', unknown>>;
    if (typeof message === 'string')
      return { message, ...(typeof code === 'string' && { code }), ...(about === 'data' && { about }) };
  } catch {
    // below
  }
  return { message: text };
}
