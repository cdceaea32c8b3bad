import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding, PartResult } from '../finding.js';
import { isChosen, type Options } from '../options.js';
import type { Format } from './format.js';
import { FORMATS } from './formats.js';
import type { Outcome } from './judge.js';
import { processorMs } from './processor-time.js';

/** A reader that takes longer hangs: of its own processor time, so that a busy machine is not taken for a slow reader. */
const LIMIT_MS = 5000;
/** A reader that waits for something takes no processor time. */
const LONGEST_MS = 60_000;
/** Making samples and reading them whole. */
const START_MS = 300_000;

interface Message {
  readonly seed?: number;
  readonly outcome?: Outcome;
  readonly done?: true;
  readonly failed?: string;
  readonly states?: number;
}

/** How files are damaged: at random, or each state in turn. */
type How = 'random' | 'states';

/** Damages `count` files of each format and lets processes of their own read them. */
export const runMutants = (options: Options): Promise<PartResult> => tryFormats(FORMATS, 'random', options);

/** Lets processes of their own read `count` states of each format, or all there are. */
export const runStates = (options: Options): Promise<PartResult> =>
  tryFormats(
    FORMATS.filter(({ states }) => states !== undefined),
    'states',
    options,
  );

async function tryFormats(formats: readonly Format[], how: How, options: Options): Promise<PartResult> {
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-torture-'));
  const findings: Finding[] = [];
  const rows: (string | number)[][] = [];
  let trials = 0;
  try {
    const chosen = formats.filter(({ name }) => isChosen(name, options));
    for (const [at, format] of chosen.entries()) {
      const left = options.seconds - (performance.now() - started) / 1000;
      const counts = await formatMutants(format, how, folder, options, left / (chosen.length - at), findings).catch(
        (error) => {
          findings.push({ kind: 'not tried', where: format.name, seed: options.seed, message: String(error) });
          return new Map<string, number>();
        },
      );
      const kinds = ['refused', 'accepted', 'crash', 'hang', 'allocation', 'raw'];
      const total = kinds.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0);
      trials += total;
      const all = how === 'states' ? [counts.get('states') ?? 0] : [];
      rows.push([format.name, ...all, total, ...kinds.map((kind) => counts.get(kind) ?? 0)]);
      process.stderr.write(`${rows.at(-1)?.join(' ')}\n`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const all = how === 'states' ? ['states'] : [];
  const head = ['format', ...all, 'tried', 'refused', 'accepted', 'crashes', 'hangs', 'allocations', 'raw errors'];
  return { trials, seconds: (performance.now() - started) / 1000, rows, head, findings };
}

async function formatMutants(
  { name }: Format,
  how: How,
  folder: string,
  { seed, count }: Options,
  seconds: number,
  findings: Finding[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const end = performance.now() + seconds * 1000;
  const last = seed + count;
  let next = seed;
  const note = (kind: string, at: number, message: string): void => {
    if (kind === 'states') {
      counts.set(kind, at);
      return;
    }
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (kind !== 'refused' && kind !== 'accepted') findings.push({ kind, where: name, seed: at, message });
  };
  while (next < last && performance.now() < end) {
    const place = join(folder, `sample-${name.replace(/\W/g, '-')}`);
    await mkdir(place, { recursive: true });
    next = await readUntilFailure({ format: name, how, folder: place, from: next, to: last }, end, note);
  }
  return counts;
}

/** @returns the seed to go on with: behind the one that ended the process, or past the last */
function readUntilFailure(
  task: {
    readonly format: string;
    readonly how: How;
    readonly folder: string;
    readonly from: number;
    readonly to: number;
  },
  end: number,
  note: (kind: string, seed: number, message: string) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const reader = startReader(task.folder);
    let present: number | undefined;
    let timer = setTimeout(() => finish(reject, new Error(`${task.format}: no sample in ${START_MS} ms`)), START_MS);
    const finish = <T>(settle: (value: T) => void, value: T): void => {
      clearTimeout(timer);
      reader.removeAllListeners();
      reader.kill('SIGKILL');
      settle(value);
    };
    const watch = (since: number, before: number | undefined): void => {
      timer = setTimeout(() => {
        const own = (processorMs(reader.pid) ?? Number.POSITIVE_INFINITY) - (before ?? 0);
        if (own < LIMIT_MS && performance.now() - since < LONGEST_MS) return watch(since, before);
        note('hang', present ?? -1, `longer than ${LIMIT_MS} ms`);
        finish(resolve, (present ?? task.to) + 1);
      }, LIMIT_MS);
    };
    reader.on('exit', (code, signal) => {
      if (present === undefined)
        return finish(reject, new Error(`${task.format}: the reader ended with ${code ?? signal}`));
      note('crash', present, `the process ended with ${code ?? signal}`);
      finish(resolve, present + 1);
    });
    reader.on('message', ({ seed, outcome, done, failed, states }: Message) => {
      clearTimeout(timer);
      if (states !== undefined) note('states', states, '');
      if (failed !== undefined) return finish(reject, new Error(failed));
      if (done) return finish(resolve, task.to);
      if (outcome && seed !== undefined) {
        note(outcome.kind, seed, 'message' in outcome ? outcome.message : '');
        present = undefined;
        if (performance.now() > end) return finish(resolve, task.to);
      } else if (seed !== undefined) present = seed;
      watch(performance.now(), processorMs(reader.pid));
    });
    reader.send(task);
  });
}

function startReader(home: string): ChildProcess {
  return fork(fileURLToPath(new URL('reader.process.js', import.meta.url)), {
    execArgv: ['--expose-gc'],
    env: { ...process.env, HOME: home, XDG_CACHE_HOME: home, NO_COLOR: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
