// One part of the torture: node tools/torture/dist/command.js PART, see the README.
import type { PartResult } from './finding.js';
import { resultText } from './finding.js';
import { type Options, readCommandLine } from './options.js';

const PARTS: Readonly<Record<string, () => Promise<(options: Options) => Promise<PartResult>>>> = {
  mutants: async () => (await import('./mutants/run-mutants.js')).runMutants,
  states: async () => (await import('./mutants/run-mutants.js')).runStates,
  flips: async () => (await import('./flips/run-flips.js')).runFlips,
  stale: async () => (await import('./stale/run-stale.js')).runStale,
  kills: async () => (await import('./kills/run-kills.js')).runKills,
  faults: async () => (await import('./faults/run-faults.js')).runFaults,
  network: async () => (await import('./network/run-network.js')).runNetwork,
  queue: async () => (await import('./queue/run-queue.js')).runQueue,
  'queue-cost': async () => (await import('./queue/run-queue-cost.js')).runQueueCost,
  'queue-cancel': async () => (await import('./queue/run-queue-cancel.js')).runQueueCancel,
  pipelines: async () => (await import('./pipelines/run-pipelines.js')).runPipelines,
};

const { part, options } = readCommandLine(process.argv.slice(2));
if (!Object.hasOwn(PARTS, part))
  throw new Error(`there is no part '${part}'; there are ${Object.keys(PARTS).join(', ')}`);
const run = await PARTS[part]();
const result = await run(options);
console.log(resultText(result));
process.exitCode = result.findings.length > 0 ? 1 : 0;
