// A coordinator as a run has it: the queue of this product, its events, and the modules of the pipeline loaded.
import '@selvedge/pipeline';
import { jobQueue } from '@selvedge/queue';
import type { AddJob } from '@selvedge/workflow/types';
import { CODE, idOf, type Load, SETTING, taskOf, watch } from './load.js';

const [, , url, text] = process.argv;
const load = JSON.parse(text) as Load;
const watched = watch(load);
const queue = await jobQueue(url);
let events = 0;
let next = 0;
const jobOf = (at: number) => ({ id: idOf(at), label: `fit ${at}`, task: taskOf(load) });
const series = async (add: AddJob<object, unknown>): Promise<void> => {
  while (next < load.jobs) {
    await add(jobOf(next++));
    watched.ended();
  }
};
await queue.work<object, object, unknown>(
  [],
  {
    code: CODE,
    setting: SETTING,
    priority: 1000,
    isThere: async () => true,
    onEvent: () => {
      events++;
    },
    onNote: (note) => console.error(note),
  },
  async (add) => {
    await Promise.all(Array.from({ length: Math.min(load.ahead, load.jobs) }, () => series(add)));
  },
);
await queue.close();
// PostgreSQL may show an event after a later one, which is then not read; the end of its job is looked up.
if (events < 1.9 * load.jobs) throw new Error(`${events} events of ${load.jobs} jobs`);
process.send?.(watched.taken());
process.disconnect?.();
