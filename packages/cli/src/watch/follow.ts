import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Point } from '@selvedge/pipeline/types';

/** Reads what is added to a run's `metrics.jsonl`, whole lines only. */
export class MetricsFollower {
  readonly #path: string;
  #offset = 0;
  #rest = '';

  constructor(runFolder: string) {
    this.#path = join(runFolder, 'metrics.jsonl');
  }

  /** The points that were added since the last call. A log that is not there yet has none. */
  async read(): Promise<readonly Point[]> {
    const file = await open(this.#path, 'r').catch(() => undefined);
    if (!file) return [];
    try {
      const { size } = await file.stat();
      if (size < this.#offset) this.#offset = 0; // the run was begun again
      if (size === this.#offset) return [];
      const bytes = Buffer.alloc(size - this.#offset);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, this.#offset);
      this.#offset += bytesRead;
      const lines = (this.#rest + bytes.toString('utf8', 0, bytesRead)).split('\n');
      this.#rest = lines.pop() ?? '';
      return lines.flatMap(pointOf);
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
