import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createRng } from '@selvedge/data';
import { listRuns } from '@selvedge/pipeline/runs';
import type { Finding, PartResult } from '../finding.js';
import { judgeOutput } from '../mutants/judge.js';
import { isChosen, type Options } from '../options.js';
import { makeProject, resultDigests } from '../sample-project.js';
import type { Fault } from './failing-calls.js';
import { FaultProcess } from './fault-process.js';

const CODES = ['ENOSPC', 'EIO', 'EMFILE'];
/** Folders that nothing can be written to, in turn. */
const READ_ONLY = ['', 'runs', '.selvedge', '.selvedge/cache'];

interface Trial {
  readonly kind: string;
  readonly at: number;
  readonly fault: Omit<Fault, 'folder'>;
  /** Before the run. */
  prepare?(place: string): Promise<void>;
}

type Digests = Readonly<Record<string, string>>;

/**
 * Lets calls of the file system fail, one in each run: the run ends with an error that names the file and an exit code that is
 * not 0, or rightly; a second run, undisturbed, is right. Where `count` is less, calls are drawn from all; then disks that are
 * full at a random byte, folders that cannot be written to, and a folder that is a link. `seed` leaves out as many trials as it
 * is above 1, so that parts of all can be run one after another.
 */
export async function runFaults(options: Options): Promise<PartResult> {
  const { count, seconds } = options;
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-torture-'));
  const runner = new FaultProcess(folder);
  const findings: Finding[] = [];
  const counts = new Map<string, { tried: number; refused: number; ended: number }>();
  const place = join(folder, 'place');
  let calls = 0;
  try {
    await makeProject(place);
    const first = await runner.run({ place });
    if ('ended' in first || first.exitCode !== 0)
      throw new Error(`the undisturbed run fails: ${JSON.stringify(first)}`);
    calls = first.calls;
    const wanted = await resultDigests(await newest(place));
    for (const trial of trialsOf(options, calls, first.bytes, folder)) {
      if (performance.now() - started > seconds * 1000) break;
      const { tried, refused, ended } = counts.get(trial.kind) ?? { tried: 0, refused: 0, ended: 0 };
      const note = (kind: string, message: string): void =>
        void findings.push({ kind, where: trial.kind, seed: trial.at, message: message.trim().slice(0, 300) });
      const outcome = await tryFault(runner, place, trial, wanted, note);
      counts.set(trial.kind, {
        tried: tried + 1,
        refused: refused + Number(outcome === 'refused'),
        ended: ended + Number(outcome === 'right'),
      });
    }
  } finally {
    runner.close();
    await rm(folder, { recursive: true, force: true });
  }
  const rows = [...counts].map(([kind, { tried, refused, ended }]) => [kind, tried, refused, ended]);
  const trials = [...counts.values()].reduce((sum, { tried }) => sum + tried, 0);
  const head = [`fault (of ${calls} calls, ${count} asked for)`, 'runs', 'refused', 'ended rightly all the same'];
  return { trials, seconds: (performance.now() - started) / 1000, rows, head, findings };
}

function trialsOf(options: Options, calls: number, bytes: number, folder: string): readonly Trial[] {
  const { seed, count } = options;
  const failing = CODES.flatMap((code) =>
    Array.from({ length: calls }, (_, at): Trial => ({ kind: code, at: at + 1, fault: { call: at + 1, code } })),
  );
  const rng = createRng('faults');
  rng.shuffle(failing);
  const disks = Array.from({ length: Math.ceil(count / 10) }, (): Trial => {
    const disk = rng.int(bytes);
    return { kind: 'full disk', at: disk, fault: { call: 0, code: 'ENOSPC', disk } };
  });
  const readOnly = READ_ONLY.map((name, at): Trial => {
    const path = join(folder, 'place', name);
    return { kind: 'read-only folder', at, fault: { call: 0, code: '', readOnly: path } };
  });
  const linked: Trial = {
    kind: 'linked folder',
    at: 0,
    fault: { call: 0, code: '' },
    async prepare(place) {
      await mkdir(join(folder, 'elsewhere'), { recursive: true });
      await symlink(join(folder, 'elsewhere'), join(place, 'runs'));
    },
  };
  const chosen = (trials: readonly Trial[]): readonly Trial[] => trials.filter(({ kind }) => isChosen(kind, options));
  return [...chosen([...readOnly, linked]), ...chosen(failing).slice(seed - 1, seed - 1 + count), ...chosen(disks)];
}

async function tryFault(
  runner: FaultProcess,
  place: string,
  { fault, prepare }: Trial,
  wanted: Digests,
  note: (kind: string, message: string) => void,
): Promise<'refused' | 'right' | 'other'> {
  await rm(place, { recursive: true, force: true });
  await makeProject(place);
  await prepare?.(place);
  const first = await runner.run({ place, fault: { folder: place, ...fault } });
  let outcome: 'refused' | 'right' | 'other' = 'other';
  if ('ended' in first) note('crash or hang', first.ended);
  else {
    const { exitCode, stderr, failed } = first;
    const isRight = exitCode === 0 && same(await resultDigests(await newest(place)), wanted);
    outcome = exitCode !== 0 ? 'refused' : isRight ? 'right' : 'other';
    const judged = judgeOutput(exitCode, stderr);
    if (exitCode === 0 && !isRight) note('wrong success', stderr);
    else if (judged.kind === 'raw') note('raw', judged.message);
    else if (exitCode !== 0 && failed.length > 0 && !failed.some((path) => isNamed(path, stderr)))
      note('file not named', `${failed.join(', ')}: ${stderr}`);
  }
  const second = await runner.run({ place });
  if ('ended' in second) note('second run crashes or hangs', second.ended);
  else if (second.exitCode !== 0) note('second run fails', second.stderr);
  else if (!same(await resultDigests(await newest(place)), wanted)) note('second run differs', '');
  return outcome;
}

/** The file, or the folder that it was to lie in: a file that is written under a passing name is that to come. */
function isNamed(path: string, text: string): boolean {
  const words = text.replaceAll(/\s+/g, '');
  return [basename(path), basename(dirname(path))].some((name) => words.includes(name));
}

async function newest(place: string): Promise<string> {
  const found = (await listRuns(join(place, 'runs'))).find(({ status }) => status === 'finished');
  return found?.path ?? join(place, 'none');
}

const same = (a: Digests, b: Digests): boolean =>
  Object.keys(b).length > 0 && Object.keys(b).every((file) => a[file] === b[file]);
