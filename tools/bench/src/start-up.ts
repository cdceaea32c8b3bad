// How long the command takes to start, beside the import of scikit-learn's estimators, in turns: its help, the check of the
// quickstart's file, and the quickstart with every result in the cache.
//
//   SELVEDGE_DATA=<folder> node tools/bench/dist/start-up.js [--runs 7] [--python python3] [--record FILE]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Times } from './measured.js';
import { Recorder } from './recorder.js';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '7' },
    python: { type: 'string', default: 'python3' },
    record: { type: 'string' },
  },
});

const root = resolve(import.meta.dirname, '../../..');
const runs = mkdtempSync(join(tmpdir(), 'selvedge-start-'));
const selvedge = `${process.execPath} ${join(root, 'packages/cli/bin/selvedge.js')}`;
const quickstart = join(root, 'packages/studies/quickstart.pipeline.yaml');
const imports = 'import sklearn.neighbors, sklearn.linear_model, sklearn.ensemble, sklearn.neural_network';

/** What is run, and the seconds that it may take. */
const WORK = [
  ['selvedge --help', `${selvedge} --help`, 0.15],
  ['selvedge validate quickstart.pipeline.yaml', `${selvedge} validate ${quickstart}`, 0.3],
  ['selvedge run quickstart.pipeline.yaml, wholly cached', `${selvedge} run ${quickstart} --offline --runs ${runs}`, 1],
] as const;

/** A command's time, with the processor time of all that it starts: `times` of the shell has that of its children. */
function timesOf(command: string): Times {
  const begun = performance.now();
  const printed = execFileSync('sh', ['-c', `${command} > /dev/null 2>&1 || exit 1; times`], { encoding: 'utf8' });
  const seconds = (performance.now() - begun) / 1000;
  const [, children] = printed.trim().split('\n');
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => 60 * Number(minutes) + Number(rest),
  );
  return { seconds, processorSeconds: parts.reduce((sum, part) => sum + part, 0) };
}

const recorder = new Recorder('Starting the command', options.record);
try {
  for (const [work, command, limit] of WORK) {
    timesOf(command); // fills the cache, and the system's cache of files
    const measured = { ours: [] as Times[], peer: [] as Times[] };
    for (let run = 0; run < Number(options.runs); run++) {
      measured.ours.push(timesOf(command));
      measured.peer.push(timesOf(`${options.python} -c '${imports}'`));
    }
    recorder.add({
      work,
      note: `at most ${limit} s`,
      ours: { name: 'selvedge', threads: 1, runs: measured.ours },
      peer: { name: 'import of scikit-learn', threads: 1, runs: measured.peer },
    });
  }
} finally {
  rmSync(runs, { recursive: true, force: true });
}
