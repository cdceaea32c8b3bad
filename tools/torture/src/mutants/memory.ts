import { readFileSync, writeFileSync } from 'node:fs';

const ALLOWED_FACTOR = 10;
const ALLOWED_BYTES = 64 * 1024 * 1024;

/** Highest resident memory of this process since `resetPeak`, in bytes; 0 where the system has no such file. */
export const peakBytes = (): number => field('VmHWM');

/** Begins to measure; returns what is resident now. Linux alone can set its mark back. */
export function resetPeak(): number {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    return 0;
  }
  return field('VmRSS');
}

/** What a reader may take for a file of so many bytes. */
export const allowedBytes = (file: number): number => ALLOWED_FACTOR * file + ALLOWED_BYTES;

function field(name: string): number {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
