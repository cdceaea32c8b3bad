import { chmod, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRng } from '@selvedge/data';
import { listRuns } from '@selvedge/pipeline/runs';
import type { Finding, PartResult } from '../finding.js';
import { judgeOutput } from '../mutants/judge.js';
import { isChosen, type Options } from '../options.js';
import { makeProject, resultDigests } from '../sample-project.js';
import { type Ended, startSelvedge } from '../selvedge-process.js';

// Node loads JavaScript: where tests run the sources, the compiled module beside them is taken.
const PRELOAD = fileURLToPath(new URL('preload.js', import.meta.url)).replace(/\/src\/(?!.*\/src\/)/, '/dist/');
const CODES = ['ENOSPC', 'EIO', 'EMFILE'];
const HANG_MS = 60_000;

/**
 * Lets calls of the file system fail, one in each run: the run ends with an error in words and an exit code that is not 0,
 * or rightly; a second run, undisturbed, is right. Where `count` is less, calls are drawn from all; then disks that are full
 * at a random byte, and a folder that is a link.
 */
export async function runFaults(options: Options): Promise<PartResult> {
  const { seed, count, seconds } = options;
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-torture-'));
  const findings: Finding[] = [];
  const counts = new Map<string, { tried: number; ended: number; refused: number }>();
  let calls = 0;
  try {
    const whole = join(folder, 'whole');
    await makeProject(whole);
    const counter = join(folder, 'calls');
    const first = await faulty(whole, 0, '', { TORTURE_COUNT: counter });
    if (first.code !== 0) throw new Error(`the undisturbed run fails: ${first.stderr}`);
    const [counted, bytes] = (await readFile(counter, 'utf8')).split(' ').map(Number);
    calls = counted;
    const wanted = await resultDigests(await newest(whole));
    const trials = CODES.filter((code) => isChosen(code, options)).flatMap((code) =>
      Array.from({ length: calls }, (_, at) => ({ code, at: at + 1 })),
    );
    const rng = createRng(`faults ${seed}`);
    rng.shuffle(trials);
    // One disk in ten trials, full at a random byte; `--only=disk` tries them alone.
    const disks = Array.from({ length: trials.length === 0 ? count : Math.ceil(count / 10) }, () => rng.int(bytes));
    const trial = async (kind: string, at: number, disturb: (place: string) => Promise<Ended>): Promise<void> => {
      const place = join(folder, 'place');
      await makeProject(place);
      const end = await disturb(place);
      const outcome = judgeOutput(end.code ?? 0, end.stderr);
      const each = counts.get(kind) ?? { tried: 0, ended: 0, refused: 0 };
      const isRight = end.code === 0 && same(await resultDigests(await newest(place)), wanted);
      counts.set(kind, {
        tried: each.tried + 1,
        ended: each.ended + Number(isRight),
        refused: each.refused + Number(end.code !== 0),
      });
      const note = (what: string, message: string): void =>
        void findings.push({ kind: what, where: kind, seed: at, message: message.slice(0, 300) });
      if (end.signal !== null) note('hang', `ended by ${end.signal}`);
      else if (end.code === 0 && !isRight) note('wrong success', end.stderr.trim().split('\n').at(-1) ?? '');
      else if (outcome.kind === 'raw') note('raw', outcome.message);
      else if (end.code !== 0 && end.stderr.trim() === '') note('no message', `exit ${end.code}`);
      const second = await startSelvedge(place, ['run', 'a.pipeline.yaml', '-q'], { limitMs: HANG_MS }).ended;
      if (second.code !== 0) note('second run fails', second.stderr);
      else if (!same(await resultDigests(await newest(place)), wanted)) note('second run differs', '');
      await chmod(place, 0o755);
      await rm(place, { recursive: true, force: true });
    };
    for (const { code, at } of trials.slice(0, count)) {
      if (performance.now() - started > seconds * 900) break;
      await trial(code, at, (place) => faulty(place, at, code));
    }
    for (const at of disks) {
      if (performance.now() - started > seconds * 1000) break;
      await trial('full disk', at, (place) => faulty(place, 0, 'ENOSPC', { TORTURE_DISK: String(at) }));
    }
    await trial('linked folder', 0, async (place) => {
      await mkdir(join(folder, 'elsewhere'), { recursive: true });
      await symlink(join(folder, 'elsewhere'), join(place, 'runs'));
      return startSelvedge(place, ['run', 'a.pipeline.yaml', '-q']).ended;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const rows = [...counts].map(([kind, { tried, ended, refused }]) => [kind, tried, refused, ended]);
  const trials = [...counts.values()].reduce((sum, { tried }) => sum + tried, 0);
  const head = [`fault (of ${calls} calls)`, 'runs', 'refused', 'ended rightly all the same'];
  return { trials, seconds: (performance.now() - started) / 1000, rows, head, findings };
}

function faulty(place: string, call: number, code: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return startSelvedge(place, ['run', 'a.pipeline.yaml', '-q'], {
    limitMs: HANG_MS,
    execArgv: ['--import', PRELOAD],
    env: { TORTURE_FAULT: String(call), TORTURE_CODE: code, TORTURE_FOLDER: place, ...env },
  }).ended;
}

async function newest(place: string): Promise<string> {
  const found = (await listRuns(join(place, 'runs'))).find(({ status }) => status === 'finished');
  return found?.path ?? join(place, 'none');
}

const same = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  Object.keys(b).length > 0 && Object.keys(b).every((file) => a[file] === b[file]);
