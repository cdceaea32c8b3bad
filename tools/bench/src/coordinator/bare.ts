// BullMQ's own client and nothing else: a loop that adds jobs and hears of their ends.
import { Queue, QueueEvents } from 'bullmq';
import { idOf, type Load, optionsOf, PLAIN_JOB, PLAIN_QUEUE, taskOf, watch } from './load.js';

const [, , url, text] = process.argv;
const load = JSON.parse(text) as Load;
const watched = watch(load);
const options = optionsOf(url);
const queue = new Queue(PLAIN_QUEUE, options);
const events = new QueueEvents(PLAIN_QUEUE, options);
await Promise.all([queue.waitUntilReady(), events.waitUntilReady()]);
const data = taskOf(load);
const jobOf = (at: number) => ({ name: `fit ${at}`, data, opts: { jobId: idOf(at), ...PLAIN_JOB } });
let next = Math.min(load.ahead, load.jobs);
let ended = 0;
await new Promise<void>((resolve, reject) => {
  events.on('completed', () => {
    watched.ended();
    if (++ended === load.jobs) return resolve();
    if (next >= load.jobs) return;
    const { name, data: own, opts } = jobOf(next++);
    queue.add(name, own, opts).catch(reject);
  });
  queue.addBulk(Array.from({ length: next }, (_, at) => jobOf(at))).catch(reject);
});
await Promise.all([events.close(), queue.close()]);
process.send?.(watched.taken());
process.disconnect?.();
