import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { generateGarments, writeDataset } from '@selvedge/ingest';

// The command as it is installed: a run in the background must outlive the process that started it.
const main = fileURLToPath(new URL('../../bin/selvedge.js', import.meta.url));
const HEAD = `version: 1
data: { train: train.arrow, test: test.arrow }
split: { kind: last, validation: 60 }
report: { html: false }
models:
`;
const KNN = `${HEAD}  - { name: knn, model: { kind: knn } }\n`;
/** Its fit takes longer than the steps that the display leaves out. */
const BRIEF = `${HEAD}  - { name: brief, model: { kind: neural, network: { zoo: mlp, hidden: [64] } }, train: { epochs: 100 } }\n`;
const ENDLESS = `${HEAD}  - { name: one, model: { kind: neural, network: { zoo: mlp, hidden: [64] } }, train: { epochs: 5000 } }\n`;

let folder: string;
const running = new Set<ChildProcess>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-detached-'));
  const { train, test } = generateGarments({ trainRows: 300, testRows: 60 });
  await writeDataset(train, join(folder, 'train.arrow'));
  await writeDataset(test, join(folder, 'test.arrow'));
  await writeFile(join(folder, 'package.json'), '{}');
  await writeFile(join(folder, 'knn.pipeline.yaml'), KNN);
  await writeFile(join(folder, 'brief.pipeline.yaml'), BRIEF);
  await writeFile(join(folder, 'endless.pipeline.yaml'), ENDLESS);
  await writeFile(join(folder, 'nowhere.pipeline.yaml'), KNN.replace('train.arrow', 'nowhere.arrow'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env: { ...process.env, HOME: folder, SELVEDGE_THREADS: '1', SELVEDGE_QUEUE: undefined, FORCE_COLOR: undefined },
  });
  running.add(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => (said.stdout += String(data)));
  child.stderr.on('data', (data) => (said.stderr += String(data)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, said, ended };
}
async function said(
  ...args: readonly string[]
): Promise<{ readonly code: number | null; stdout: string; stderr: string }> {
  const { said, ended } = start(...args);
  return { code: await ended, ...said };
}

test('a run in the background is shown to its end, with its results and its exit code', async () => {
  const begun = await said('run', 'brief.pipeline.yaml', '--detach', '--store', join(folder, 'store'));
  expect([begun.code, begun.stderr]).toEqual([0, '']);
  const [, id] = /^(\S+) runs in the background/.exec(begun.stdout) ?? [];
  const attached = await said('runs', 'attach', id, '--json');
  expect([attached.code, attached.stderr]).toEqual([0, expect.stringMatching(/fit brief/)]);
  const { digest } = JSON.parse(attached.stdout) as { digest: string };
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  // It is shown as often as it is asked for, to several at once, and after its end.
  const both = await Promise.all([said('runs', 'attach', id, '--json'), said('runs', 'attach', id, '--json')]);
  expect(both).toEqual([attached, attached]);
  expect(await said('runs', 'attach', 'nothing')).toMatchObject({
    code: 4,
    stderr: expect.stringMatching(/there is no run 'nothing'/),
  });
  expect((await said('runs', 'verify', id)).stdout).toMatch(/0 damaged$/m);
  expect(await readdir(join(folder, 'runs'))).toEqual([id]); // and no log beside it
}, 120_000);

test('Ctrl-C leaves it running, and cancel stops it with its reason', async () => {
  const begun = await said('run', 'endless.pipeline.yaml', '--detach');
  const [, id] = /^(\S+) runs in the background/.exec(begun.stdout) ?? [];
  const attached = start('runs', 'attach', id, '--json-events');
  while (!attached.said.stdout.includes('"step-progress"') && attached.child.exitCode === null) await wait(20);
  attached.child.kill('SIGINT');
  expect([await attached.ended, attached.said.stderr]).toEqual([130, expect.stringMatching(/goes on.*runs cancel/s)]);
  const again = start('runs', 'attach', id);
  const cancelled = await said('runs', 'cancel', id);
  expect([cancelled.code, cancelled.stdout]).toEqual([0, `stopped ${id}\n`]);
  expect([await again.ended, again.said.stderr]).toEqual([
    130,
    expect.stringMatching(/error .*stopped by its AbortSignal/),
  ]);
  expect(await said('runs', 'cancel', id)).toMatchObject({ code: 2, stderr: expect.stringMatching(/nothing to stop/) });
}, 120_000);

test('a process that was killed is missed', async () => {
  const begun = await said('run', 'endless.pipeline.yaml', '--detach', '--seed', '7');
  const [, id] = /^(\S+) runs in the background/.exec(begun.stdout) ?? [];
  const attached = start('runs', 'attach', id);
  const record = JSON.parse(await readFile(join(folder, 'runs', id, 'run.json'), 'utf8')) as { process: number };
  process.kill(record.process, 'SIGKILL');
  expect([await attached.ended, attached.said.stderr]).toEqual([1, expect.stringMatching(/ended without a word/)]);
}, 120_000);

test('what fails before there is a run fails at once, with its exit code', async () => {
  expect(await said('run', 'nowhere.pipeline.yaml', '--detach')).toMatchObject({
    code: 4,
    stdout: '',
    stderr: expect.stringMatching(/nowhere\.arrow/),
  });
}, 120_000);

test('a run with a display of its own is not attached to', async () => {
  const shown = await said('run', 'knn.pipeline.yaml', '--json', '--seed', '11');
  const { folder: path } = JSON.parse(shown.stdout) as { folder: string };
  expect(await said('runs', 'attach', path)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/not started with --detach/),
  });
  expect(await said('run', 'knn.pipeline.yaml', '--detach', '--json')).toMatchObject({ code: 2 });
}, 120_000);
