import { threadsPerWorker } from './work-in-processes.js';

/** Networks are fitted with the threads that their processes have, so this process takes as many meanwhile. */
export async function sharingThreads<T>(workers: number, work: () => Promise<T>): Promise<T> {
  if (workers === 1) return work();
  const before = process.env['SELVEDGE_THREADS'];
  process.env['SELVEDGE_THREADS'] = String(threadsPerWorker(workers));
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['SELVEDGE_THREADS'];
    else process.env['SELVEDGE_THREADS'] = before;
  }
}
