// Runs the tests of every project through Nx and closes with one line that counts them all.
//
// Usage: node tools/test/run.mjs [nx arguments, such as --projects=data,ingest]     exit codes: those of Nx

import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
const counts = { passed: 0, failed: 0, skipped: 0 };

/** Jest's `Tests: 1 failed, 2 skipped, 9 passed, 12 total`, or the `# pass 9` of Node's own runner. */
function count(line) {
  const text = stripVTControlCharacters(line).trim();
  if (/^Tests: .* total$/.test(text)) {
    for (const [, many, how] of text.matchAll(/(\d+) (passed|failed|skipped|todo)/g)) {
      counts[how === 'todo' ? 'skipped' : how] += Number(many);
    }
    return;
  }
  const [, how, many] = /^[#ℹ] (pass|fail|skipped|todo) (\d+)$/.exec(text) ?? [];
  if (how) counts[{ pass: 'passed', fail: 'failed', skipped: 'skipped', todo: 'skipped' }[how]] += Number(many);
}

const nx = spawn(
  process.execPath,
  [
    resolve(root, 'node_modules/nx/dist/bin/nx.js'),
    'run-many',
    '-t',
    'test',
    '--parallel=1',
    '--output-style=static',
  ].concat(process.argv.slice(2)),
  { cwd: root, stdio: ['inherit', 'pipe', 'pipe'] },
);
for (const name of ['stdout', 'stderr']) {
  createInterface({ input: nx[name] }).on('line', (line) => {
    count(line);
    process[name].write(`${line}\n`);
  });
}
nx.on('close', (code, signal) => {
  const total = counts.passed + counts.failed + counts.skipped;
  console.log(
    `Tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, ${total} total, in all projects`,
  );
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
});
