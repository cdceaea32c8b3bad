import { EventEmitter } from 'node:events';
import type { Connection } from './connect.js';
import { Working } from './working.js';

/** A database that refuses what is added for the first time, and does at once what it accepts. */
function refusingOnce(): { readonly connection: Connection; readonly added: Set<string> } {
  const events = Object.assign(new EventEmitter(), {
    waitUntilReady: async () => undefined,
    close: async () => undefined,
  });
  const added = new Set<string>();
  let isFirst = true;
  const queue = Object.assign(new EventEmitter(), {
    waitUntilReady: async () => undefined,
    close: async () => undefined,
    async addBulk(jobs: readonly { readonly opts: { readonly jobId: string } }[]) {
      if (isFirst) {
        isFirst = false;
        throw new Error('the connection was closed');
      }
      for (const { opts } of jobs) added.add(opts.jobId);
      for (const { opts } of jobs)
        events.emit('completed', { jobId: opts.jobId, returnvalue: { worker: 'w', result: 1 } });
    },
    getJobState: async () => 'unknown',
  });
  const producer = Object.assign(new EventEmitter(), {
    waitUntilReady: async () => undefined,
    close: async () => undefined,
    async publishEvent({ eventName, ...news }: { readonly eventName: string }) {
      events.emit(eventName, news);
    },
  });
  const connection = { name: 'queue', queue: () => queue, events: () => events, producer: () => producer };
  return { connection: connection as unknown as Connection, added };
}

describe('Working', () => {
  test('publishes again what the database refused, of more jobs than are added at once', async () => {
    const { connection, added } = refusingOnce();
    const jobs = Array.from({ length: 510 }, (_, at) => ({ id: String(at), label: `job ${at}`, task: {} }));
    const options = {
      code: 'c',
      setting: 's',
      isThere: async () => false,
      onEvent: () => undefined,
      onNote: () => undefined,
    };
    const results = await new Working(connection, jobs, options).results();
    expect([added.size, results.size]).toEqual([510, 510]);
  });
});
