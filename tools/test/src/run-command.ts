// Runs the tests of every project through Nx and closes with what failed, and one line that counts them all.
//
//   node tools/test/dist/run-command.js [nx arguments, such as --projects=data,ingest]     exit codes: those of Nx
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { closingLines, countTests, noTests } from './count-tests.js';

const root = resolve(import.meta.dirname, '../../..');
const counts = noTests();
const nx = spawn(
  process.execPath,
  [
    resolve(root, 'node_modules/nx/dist/bin/nx.js'),
    ...['run-many', '-t', 'test', '--parallel=2', '--output-style=static'],
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: ['inherit', 'pipe', 'pipe'] },
);
for (const name of ['stdout', 'stderr'] as const) {
  createInterface({ input: nx[name] }).on('line', (line) => {
    countTests(line, counts);
    process[name].write(`${line}\n`);
  });
}
nx.on('close', (code, signal) => {
  for (const line of closingLines(counts)) console.log(line);
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
});
