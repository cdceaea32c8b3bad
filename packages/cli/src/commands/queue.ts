import type { JobQueue } from '@selvedge/workflow/types';
import { UsageError } from '../exit-codes.js';

/** The queue that is named, else `SELVEDGE_QUEUE`; undefined where there is none. */
export function queueAddress(given: string | undefined): string | undefined {
  const address = given ?? process.env['SELVEDGE_QUEUE'];
  return address === '' ? undefined : address;
}

/** The same for commands that need one. @throws UsageError */
export function neededQueue(given: string | undefined): string {
  const address = queueAddress(given);
  if (address !== undefined) return address;
  throw new UsageError('there is no queue; pass --queue redis://HOST:6379 or postgres://..., or set SELVEDGE_QUEUE');
}

/** @param onNote - receives that it does not answer, where workers are listed */
export async function openQueue(address: string, onNote?: (text: string) => void): Promise<JobQueue> {
  const { jobQueue } = await import('@selvedge/queue');
  return jobQueue(address, onNote && { onNote });
}
