import { availableParallelism } from 'node:os';

/** Seconds that pass, and seconds of all processors, which depend less on what else a machine does. */
export interface Times {
  readonly seconds: number;
  readonly processorSeconds: number;
}

export async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly times: Times }> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, times: { seconds: (performance.now() - start) / 1000, processorSeconds: (user + system) / 1e6 } };
}

/** Prints what every script of ours prints, and ends: worker threads would wait for more work. */
export function report(figures: object): void {
  const peakMb = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ peer: 'selvedge', threads: availableParallelism(), peakMb, ...figures }));
  process.exit(0);
}

/** What models with the engine `mljs` measure. */
export const MLJS = { peer: 'ml.js', threads: 1 } as const;
