// Really runs, on a copy of the repository, what incremental.test.ts compares the hashes of: everything once, everything
// again, a change in evaluate, and that again. Takes as long as the targets do.
//
//   node tools/targets/dist/incremental/incremental-command.js [target...]     exit codes: 0 as wanted, 1 not
import { execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changedTasks, TARGETS, taskHashes } from './changed-tasks.js';
import { copyWorkspace } from './copy-workspace.js';
import { runTasks } from './run-tasks.js';

const targets = process.argv.length > 2 ? process.argv.slice(2) : TARGETS;
const copy = await realpath(await mkdtemp(join(tmpdir(), 'selvedge-incremental-')));
let failed = false;
try {
  await copyWorkspace(copy);
  execFileSync('git', ['init', '--quiet'], { cwd: copy }); // tests ask git which files there are
  const before = await taskHashes(copy, targets);
  await expectRun('everything', [...before.keys()].sort());
  await expectRun('everything again', []);
  await appendFile(join(copy, 'packages/evaluate/src/index.ts'), '\n// A change.\n');
  await expectRun('a change in evaluate', changedTasks(before, await taskHashes(copy, targets)));
  await expectRun('everything after it', []);
  await appendFile(join(copy, 'docs/speed.md'), '\nA change.\n');
  await expectRun('a change in docs', []);
} finally {
  await rm(copy, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

async function expectRun(what: string, wanted: readonly string[]): Promise<void> {
  const begun = performance.now();
  const found = await runTasks(copy, targets);
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  const right = found.join() === wanted.join();
  console.log(`${right ? 'ok  ' : 'FAIL'}  ${what}: ${found.length} tasks in ${seconds} s`);
  if (found.length < 40 && found.length > 0) console.log(`      ${found.join(' ')}`);
  if (!right) console.log(`      wanted ${wanted.length}: ${wanted.join(' ')}`);
  failed ||= !right;
}
