// Workers of a queue until the parent ends: ours, whose steps wait, or plain ones of BullMQ that wait themselves.
import { setTimeout as wait } from 'node:timers/promises';
import { workQueue } from '@selvedge/queue';
import { Worker } from 'bullmq';
import { CODE, type Load, optionsOf, PLAIN_QUEUE } from './load.js';

const [, , whose, url, text] = process.argv;
const load = JSON.parse(text) as Load;
const { concurrency, milliseconds } = load;

process.on('disconnect', () => process.exit(0));
if (whose === 'ours') {
  await workQueue(url, {
    entry: new URL('./waiting-step.js', import.meta.url),
    machine: {},
    code: CODE,
    concurrency,
    name: 'worker',
    signal: new AbortController().signal,
    onNote: (note) => console.error(note),
  });
} else {
  const work = async (): Promise<object> => {
    await wait(milliseconds);
    return { worker: 'worker', result: [] };
  };
  const worker = new Worker(PLAIN_QUEUE, work, { ...optionsOf(url), concurrency });
  worker.on('error', (error) => console.error(error.message));
}
