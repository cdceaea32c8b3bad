import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ifThere } from '@selvedge/files/steps';
import { RUN_FILE, RunFolder } from './run-folder.js';

/** Folders of runs whose record cannot be read: `listRuns` leaves them out, and nobody should take them for gone. */
export async function unreadableRuns(runsDirectory: string): Promise<readonly string[]> {
  const names = (await ifThere(runsDirectory, readdir(runsDirectory))) ?? [];
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(runsDirectory, name);
      const info = await stat(join(path, RUN_FILE)).catch(() => undefined);
      return info && !(await new RunFolder(path).record()) ? [path] : [];
    }),
  );
  return found.flat().sort();
}
