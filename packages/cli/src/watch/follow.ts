import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Point } from '@selvedge/pipeline/types';

/** Bytes of one reading: a long log is sent in parts, as fast as they are taken. A longer line is left out. */
const MOST_BYTES = 1 << 18;
const NEW_LINE = 10;

/** Reads what is added to a run's `metrics.jsonl`, whole lines only. */
export class MetricsFollower {
  readonly #path: string;
  /** Where the next line begins. */
  #offset = 0;

  constructor(runFolder: string) {
    this.#path = join(runFolder, 'metrics.jsonl');
  }

  /** The points that come next, at most `MOST_BYTES` of the log; none where it has not grown, or is not there yet. */
  async read(): Promise<readonly Point[]> {
    const file = await open(this.#path, 'r').catch(() => undefined);
    if (!file) return [];
    try {
      const { size } = await file.stat();
      if (size < this.#offset) this.#offset = 0; // the run was begun again
      while (this.#offset < size) {
        const wanted = Buffer.alloc(Math.min(size - this.#offset, MOST_BYTES));
        const { bytesRead } = await file.read(wanted, 0, wanted.length, this.#offset);
        const bytes = wanted.subarray(0, bytesRead);
        const end = bytes.lastIndexOf(NEW_LINE) + 1;
        if (end === 0 && bytesRead < MOST_BYTES) return []; // the line is not whole yet
        this.#offset += end === 0 ? bytesRead : end;
        const points = bytes.toString('utf8', 0, end).split('\n').flatMap(pointOf);
        if (points.length > 0) return points;
      }
      return [];
    } finally {
      await file.close();
    }
  }
}

function pointOf(line: string): readonly Point[] {
  try {
    const point = JSON.parse(line) as Point;
    return typeof point.value === 'number' ? [point] : [];
  } catch {
    return []; // a line that a killed process left unfinished
  }
}
