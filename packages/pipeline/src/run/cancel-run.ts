import { join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { leaseHolder } from '@selvedge/workflow/folders';
import { type ListedRun, LOCK_FILE } from './run-folder.js';

/**
 * Asks the process of a run to stop in good order, as Ctrl-C does.
 *
 * @throws SelvedgeError `unsupported` where it is a process of another machine
 */
export async function cancelRun({ id, path }: ListedRun): Promise<void> {
  const pid = await leaseHolder(join(path, LOCK_FILE));
  if (pid === undefined)
    throw new SelvedgeError(
      'unsupported',
      `${id} is at work on another machine, or in another container; stop it there: selvedge runs cancel ${id}`,
    );
  process.kill(pid, 'SIGINT');
}
