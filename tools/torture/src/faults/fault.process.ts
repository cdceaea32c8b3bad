// Runs a pipeline in a process of its own, which may crash or hang: the one that started it watches the clock.
import { command } from '../mutants/command-in-process.js';
import { type Called, calledSince, type Fault, failCalls, wrapFileSystem } from './failing-calls.js';

/** A run, with a fault or undisturbed. */
export interface FaultTask {
  readonly place: string;
  readonly fault?: Fault;
}

/** What came of it. */
export interface FaultAnswer extends Called {
  readonly exitCode: number;
  readonly stderr: string;
}

const wrapped = wrapFileSystem();

process.on('message', ({ place, fault }: FaultTask) => {
  void work(place, fault).then((answer) => process.send?.(answer));
});

async function work(place: string, fault: Fault = { folder: place, call: 0, code: '' }): Promise<FaultAnswer> {
  await wrapped;
  failCalls(fault);
  const { exitCode, stderr } = await command(place, ['run', 'a.pipeline.yaml', '-q']);
  return { exitCode, stderr, ...calledSince() };
}
