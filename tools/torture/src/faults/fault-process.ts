import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { processorMs } from '../mutants/processor-time.js';
import type { FaultAnswer, FaultTask } from './fault.process.js';

// Node loads JavaScript: where tests run the sources, the compiled module beside them is taken.
const MODULE = fileURLToPath(new URL('fault.process.js', import.meta.url)).replace(/\/src\/(?!.*\/src\/)/, '/dist/');
/** Of its own processor time: a busy machine does not count. */
const HANG_MS = 60_000;
const LONGEST_MS = 300_000;
const WATCH_MS = 5000;

/** What became of a run: an answer, or how its process ended. */
export type FaultOutcome = FaultAnswer | { readonly ended: string };

/** A process that does one run after another, and is started again where it crashed or hung. */
export class FaultProcess {
  readonly #home: string;
  #child: ChildProcess | undefined;

  constructor(home: string) {
    this.#home = home;
  }

  run(task: FaultTask): Promise<FaultOutcome> {
    const child = this.#child ?? this.#start();
    this.#child = child;
    return new Promise((resolve) => {
      const [since, before] = [performance.now(), processorMs(child.pid) ?? 0];
      const watch = setInterval(() => {
        const waited = performance.now() - since;
        const own = (processorMs(child.pid) ?? waited) - before;
        if (own > HANG_MS || waited > LONGEST_MS) end(`no answer within ${Math.round(waited / 1000)} s`);
      }, WATCH_MS);
      const finish = (outcome: FaultOutcome): void => {
        clearInterval(watch);
        child.removeAllListeners();
        resolve(outcome);
      };
      const end = (ended: string): void => {
        this.close();
        finish({ ended });
      };
      child.once('message', (answer: FaultAnswer) => finish(answer));
      child.once('exit', (code, signal) => end(`the process ended with ${code ?? signal}`));
      child.send(task);
    });
  }

  close(): void {
    this.#child?.removeAllListeners();
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #start(): ChildProcess {
    return fork(MODULE, {
      env: {
        ...process.env,
        HOME: this.#home,
        XDG_CACHE_HOME: this.#home,
        SELVEDGE_DATA: '',
        NO_COLOR: '1',
        NODE_OPTIONS: '',
      },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
  }
}
