// The process of a step that does nothing but wait, and reports its beginning and end as steps do.
import type { WorkerMessage } from '@selvedge/workflow/types';

interface Asked {
  readonly id: string;
  readonly task: { readonly milliseconds: number };
}

const say = (message: WorkerMessage<unknown, unknown>): void => void process.send?.(message);

process.on('disconnect', () => process.exit(0));
process.on('message', (message: Asked | { readonly setting: unknown }) => {
  if (!('task' in message)) return; // what it is a step of
  const { id, task } = message;
  const step = { id: `fit/${id}`, label: `fit ${id.slice(0, 8)}` };
  say({ say: 'event', event: { event: 'step-start', ...step } });
  const end = { event: 'step-end', ...step, outcome: 'ran', seconds: task.milliseconds / 1000 };
  setTimeout(() => {
    say({ say: 'event', event: end });
    say({ say: 'done', result: [{ key: id, outcome: 'ran', seconds: end.seconds }] });
  }, task.milliseconds);
});
