import { readFileSync } from 'node:fs';

/** A tick of Linux is a hundredth of a second on every system that Node supports. */
const TICK_MS = 10;

/** Processor time that a process has taken, in milliseconds, whatever else the machine has to do; undefined but on Linux. */
export function processorMs(pid: number | undefined): number | undefined {
  try {
    // The name of the command may hold blanks and brackets: fields are counted behind it.
    const [, fields = ''] = /\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const [user, system] = fields.split(' ').slice(11, 13).map(Number);
    return (user + system) * TICK_MS;
  } catch {
    return undefined;
  }
}
