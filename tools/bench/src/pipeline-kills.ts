// Kills a training pipeline with SIGKILL at random moments and resumes it until it finishes;
// the digest of predictions and metrics must be that of an uninterrupted run. Usage: node tools/bench/dist/pipeline-kills.js [kills]
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const kills = Number(process.argv[2] ?? 200);
const main = fileURLToPath(new URL('../../../packages/cli/bin/selvedge.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'selvedge-kills-'));
const file = join(folder, 'kills.pipeline.yaml');
writeFileSync(
  file,
  `version: 1
name: kills
data: { name: garments, subset: { train: 3000, test: 500 } }
split: { kind: last, validation: 500 }
preprocess: [{ kind: scale }]
models:
  - { name: net, model: { kind: neural, threads: 1, network: { zoo: mlp, hidden: [64], dropout: 0.2 } } }
  - { name: knn, preprocess: [], model: { kind: knn } }
train: { epochs: 12, batchSize: 32 }
`,
);

/** Runs until the end or for `milliseconds`; resolves to whether it was killed. */
function run(name: string, milliseconds?: number): Promise<boolean> {
  const options = ['--runs', join(folder, name, 'runs'), '--cache-dir', join(folder, name, 'cache'), '--resume', '-q'];
  const child = spawn(process.execPath, [main, 'run', file, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
  const timer = milliseconds === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), milliseconds);
  return new Promise((resolve, reject) => {
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (signal === 'SIGKILL') resolve(true);
      else if (code === 0) resolve(false);
      else reject(new Error(`exit code ${code}`));
    });
  });
}

function digestOf(name: string): { readonly digest: string } {
  const runs = join(folder, name, 'runs');
  // A folder without a record: killed before anything was written into it.
  const records = readdirSync(runs)
    .map((each) => join(runs, each, 'run.json'))
    .filter(existsSync)
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as { status: string; digest: string });
  const finished = records.filter(({ status }) => status === 'finished');
  // A process that is killed after its run has finished leaves nothing to resume: the next one is a run of its own.
  const [one] = finished;
  if (one === undefined || finished.length !== records.length)
    throw new Error(`${records.length} runs, ${finished.length} finished`);
  const digests = new Set(finished.map(({ digest }) => digest));
  return { digest: digests.size === 1 ? one.digest : 'several' };
}

const begun = performance.now();
await run('reference');
const whole = performance.now() - begun;
const wanted = digestOf('reference').digest;
let done = 0;
let trials = 0;
let wrong = 0;
while (done < kills) {
  const name = `trial-${trials++}`;
  // Several kills in one run: each goes on where the last one left it.
  while (await run(name, done < kills ? Math.random() * whole : undefined)) done++;
  const { digest } = digestOf(name);
  if (digest !== wanted) wrong++;
  rmSync(join(folder, name), { recursive: true, force: true });
  process.stdout.write(`\r${done} kills in ${trials} runs, ${wrong} with another digest`);
}
process.stdout.write(
  `\n${wrong === 0 ? 'the same digest every time' : 'FAILED'} (an uninterrupted run takes ${(whole / 1000).toFixed(1)} s)\n`,
);
rmSync(folder, { recursive: true, force: true });
process.exitCode = wrong === 0 ? 0 : 1;
