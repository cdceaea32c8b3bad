/**
 * Tasks say what their process is to do; each beginning is written down. A task with `once` waits for that file, so that
 * no test depends on how fast the machine is.
 */
export const PROCESS = `
import { appendFileSync, existsSync } from 'node:fs';
process.on('disconnect', () => process.exit(0));
let stopped = false;
let machine;
process.on('SIGTERM', () => { stopped = true; });
process.on('message', async (message) => {
  if ('setting' in message) { machine = message.setting; return; }
  const { id, task } = message;
  appendFileSync(machine.log, 'begin ' + task.name + '\\n');
  process.send({ say: 'event', event: { event: 'step-start', id: task.name, label: 'at redis://user:secret@host' } });
  while (task.once && !existsSync(task.once) && !stopped) await new Promise((done) => setTimeout(done, 5));
  if (task.full && task.full === machine.name) return process.send({ say: 'failed', code: 'io', message: 'the disk is full' });
  if (task.fail) return process.send({ say: 'failed', code: 'invalid-argument', message: task.name + ' is bad' });
  if (task.die) process.kill(process.pid, 'SIGKILL');
  const end = Date.now() + (task.ms ?? 5);
  while (task.blocks && Date.now() < end);
  while (Date.now() < end && !stopped) await new Promise((done) => setTimeout(done, 5));
  if (stopped) { appendFileSync(machine.log, 'stopped ' + task.name + '\\n'); return process.send({ say: 'failed', code: 'aborted', message: 'stopped' }); }
  process.send({ say: 'done', result: { name: task.name, queued: machine.queued, pid: process.pid, queue: process.env.SELVEDGE_QUEUE ?? 'none' } });
});
`;

/** What the process of a job returns. */
export interface Done {
  readonly name: string;
  readonly queued: string;
  readonly pid: number;
  readonly queue: string;
}
