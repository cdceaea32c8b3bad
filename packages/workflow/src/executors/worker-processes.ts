import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SelvedgeError } from '@selvedge/data';
import { throwIfAborted } from '@selvedge/data/checks';
import type { ErrorCode } from '@selvedge/data/types';

/** Work for one process: a label for people, and what the process receives. */
export interface ProcessJob<Task> {
  readonly label: string;
  readonly task: Task;
  /** Jobs of the same call that must have ended before this one begins. */
  readonly after?: readonly ProcessJob<Task>[];
}

/** What a worker process says. */
export type WorkerMessage<Event, Result> =
  | { readonly say: 'event'; readonly event: Event }
  /** Memory of the process in bytes, a few times a second. */
  | { readonly say: 'memory'; readonly bytes: number }
  | { readonly say: 'done'; readonly result: Result }
  | { readonly say: 'failed'; readonly code: ErrorCode | undefined; readonly message: string; readonly about?: 'data' };

export interface ProcessOptions<Event> {
  /** The module that a process runs; see `run/worker.process.ts`. */
  readonly entry: URL;
  /** Sent to each process once, before its first job. Plain JSON. */
  readonly setting: unknown;
  readonly processes: number;
  /** Bytes that all processes together may take. One process is always allowed. */
  readonly memory: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  onEvent(event: Event): void;
  onNote(text: string): void;
}

/** What a process is expected to take before any has been seen. */
const FIRST_GUESS = 512 * 1024 ** 2;
/** A job whose process vanishes (out of memory, killed) is tried again once. */
const TRIES = 2;
/** Processes that were asked to stop get so long to write their checkpoints. */
const PATIENCE_MS = 10_000;

interface Worker<Task> {
  readonly child: ChildProcess;
  job: ProcessJob<Task> | undefined;
  bytes: number;
  peak: number;
}

/**
 * Has jobs done by other processes, each one at a time. A process is started only while the others and the largest one
 * seen so far fit into the memory budget; when together they outgrow it, the youngest is stopped and its job is done
 * later, from its checkpoint.
 *
 * @returns the results in the order of the jobs
 * @throws SelvedgeError of the first job that failed; `aborted`; `io` when a job's process vanished twice
 */
export async function runInProcesses<Task, Event, Result>(
  jobs: readonly ProcessJob<Task>[],
  { entry, setting, processes, memory, environment, signal, onEvent, onNote }: ProcessOptions<Event>,
): Promise<Result[]> {
  throwIfAborted(signal, 'start worker processes');
  const waiting = [...jobs];
  const tries = new Map<ProcessJob<Task>, number>();
  const results = new Map<ProcessJob<Task>, Result>();
  const workers: Worker<Task>[] = [];
  let most = processes;
  let peak = FIRST_GUESS;

  return new Promise((resolve, reject) => {
    let failure: Error | undefined;
    let settled = false;
    const onAbort = (): void => fail(new SelvedgeError('aborted', 'the run was stopped.'));
    signal?.addEventListener('abort', onAbort, { once: true });

    const settle = (): void => {
      if (settled || workers.length > 0) return;
      settled = true;
      signal?.removeEventListener('abort', onAbort);
      if (failure) reject(failure);
      else resolve(jobs.map((job) => results.get(job) as Result));
    };
    const fail = (error: Error): void => {
      failure ??= error;
      waiting.length = 0;
      for (const { child, job } of workers) {
        if (job) child.kill('SIGTERM');
        else release(child);
        setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
      }
      settle();
    };
    const used = (): number => workers.reduce((sum, { bytes }) => sum + bytes, 0);
    const release = (child: ChildProcess): void => {
      if (child.connected) child.disconnect(); // it ends by itself
    };
    const nextReady = (): number => waiting.findIndex(({ after = [] }) => after.every((before) => results.has(before)));
    const hand = (worker: Worker<Task>): void => {
      const at = nextReady();
      worker.job = at < 0 ? undefined : waiting.splice(at, 1)[0];
      if (worker.job) worker.child.send({ task: worker.job.task });
      else release(worker.child);
    };
    const fill = (): void => {
      while (!failure && nextReady() >= 0 && workers.length < most) {
        if (workers.length > 0 && used() + peak > memory) return;
        start();
      }
      settle();
    };
    const start = (): void => {
      const child = fork(fileURLToPath(entry), [], {
        env: { ...process.env, ...environment },
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        execArgv: process.execArgv.filter((text) => !text.startsWith('--inspect')),
      });
      const worker: Worker<Task> = { child, job: undefined, bytes: peak, peak: 0 };
      workers.push(worker);
      child.on('message', (message) => hear(worker, message as WorkerMessage<Event, Result>));
      child.on('error', () => {}); // `exit` follows
      child.on('exit', (_, killedBy) => gone(worker, killedBy));
      child.send({ setting });
      hand(worker);
    };
    const hear = (worker: Worker<Task>, message: WorkerMessage<Event, Result>): void => {
      if (failure) {
        if (message.say === 'done' || message.say === 'failed') release(worker.child);
        return;
      }
      switch (message.say) {
        case 'event':
          onEvent(message.event);
          break;
        case 'memory':
          worker.bytes = message.bytes;
          worker.peak = Math.max(worker.peak, message.bytes);
          relieve();
          break;
        case 'failed':
          worker.job = undefined;
          fail(new SelvedgeError(message.code ?? 'io', message.message, { about: message.about }));
          break;
        case 'done':
          if (worker.job) results.set(worker.job, message.result);
          peak = Math.max(worker.peak, peak === FIRST_GUESS ? 0 : peak);
          hand(worker);
          fill();
      }
    };
    const relieve = (): void => {
      if (workers.length < 2 || used() <= memory) return;
      const youngest = workers[workers.length - 1];
      most = workers.length - 1;
      onNote(
        `${workers.length} processes take more than the ${Math.round(memory / 1e6)} MB allowed; ` +
          `'${youngest.job?.label}' is done later. Allow more with --memory, or use fewer --workers.`,
      );
      if (youngest.job) {
        waiting.unshift(youngest.job);
        youngest.job = undefined;
      }
      workers.pop();
      youngest.child.removeAllListeners();
      youngest.child.on('error', () => {});
      youngest.child.kill('SIGKILL');
    };
    const gone = (worker: Worker<Task>, killedBy: NodeJS.Signals | null): void => {
      workers.splice(workers.indexOf(worker), 1);
      const { job } = worker;
      if (job && !failure) {
        const times = (tries.get(job) ?? 0) + 1;
        tries.set(job, times);
        if (times < TRIES) waiting.unshift(job);
        else {
          const how = killedBy === null ? 'ended' : `was killed by ${killedBy}`;
          fail(
            new SelvedgeError(
              'io',
              `the process that worked on '${job.label}' ${how} twice, perhaps for want of memory. ` +
                'Use fewer --workers, or run without.',
            ),
          );
          return;
        }
      }
      fill();
    };
    fill();
  });
}
