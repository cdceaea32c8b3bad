import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateGarments, writeDataset } from '@selvedge/ingest';
import { postgresPrograms, redisProgram, type Service, startPostgres, startRedis } from '@selvedge/jest-tools/services';

// The command as it is installed: built, a process for each machine, with folders of its own.
const main = fileURLToPath(new URL('../../bin/selvedge.js', import.meta.url));
const PASSWORD = 'pa55-of-the-queue';
const PIPELINE = `version: 1
data: { train: train.arrow, test: test.arrow }
split: { kind: last, validation: 60 }
report: { html: false }
preprocess: [{ kind: scale }]
models:
  - { name: knn, model: { kind: knn }, sweep: { kind: grid, metric: accuracy, over: { model.k: [1, 3], model.metric: [euclidean, manhattan] } } }
  - { name: logistic, model: { kind: logistic-regression, maxIter: 10 } }
`;

let folder: string;
const running = new Set<ChildProcess>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-machines-'));
  const { train, test } = generateGarments({ trainRows: 300, testRows: 60 });
  await mkdir(join(folder, 'coordinator'));
  await writeDataset(train, join(folder, 'coordinator', 'train.arrow'));
  await writeDataset(test, join(folder, 'coordinator', 'test.arrow'));
  await writeFile(join(folder, 'coordinator', 'package.json'), '{}');
  await writeFile(join(folder, 'coordinator', 'small.pipeline.yaml'), PIPELINE);
}, 60_000);
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(machine: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: join(folder, machine),
    env: { ...process.env, HOME: folder, SELVEDGE_THREADS: '1', FORCE_COLOR: undefined },
  });
  running.add(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => (said.stdout += String(data)));
  child.stderr.on('data', (data) => (said.stderr += String(data)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, said, ended };
}

async function workers(names: readonly string[], service: Service, store: string) {
  const begun = [];
  for (const name of names) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'package.json'), '{}');
    begun.push(start(name, 'worker', '--queue', service.url, '--store', store, '--name', name));
  }
  return begun;
}

const digestOf = (text: string): string => (JSON.parse(text) as { digest: string }).digest;

async function textsBelow(path: string): Promise<string> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}

for (const [name, program, begin] of [
  ['Redis', redisProgram, () => startRedis(PASSWORD)],
  ['PostgreSQL', postgresPrograms, startPostgres],
] as const) {
  const on = program === undefined ? describe.skip : describe;
  on(`a run over three workers on ${name}${program === undefined ? ', which is not installed here' : ''}`, () => {
    let service: Service;
    beforeAll(async () => {
      service = await begin();
    }, 60_000);
    afterAll(() => service.close());

    test('has the digest of one process, and leaves no password anywhere', async () => {
      const store = join(folder, `store-${name}`);
      const names = [1, 2, 3].map((at) => `${name}-${at}`);
      const begun = await workers(names, service, store);
      const alone = start(
        'coordinator',
        'run',
        'small.pipeline.yaml',
        '--json',
        '--cache-dir',
        join(folder, `one-${name}`),
      );
      const options = ['--queue', service.url, '--store', store, '--cache-dir', join(folder, `many-${name}`)];
      const runs = join(folder, `runs-${name}`);
      expect([await alone.ended, alone.said.stderr]).toEqual([0, expect.any(String)]);
      const spread = start('coordinator', 'run', 'small.pipeline.yaml', '--json', '--runs', runs, ...options);
      expect([await spread.ended, spread.said.stderr]).toEqual([0, expect.stringMatching(/fit logistic/)]);
      expect(digestOf(spread.said.stdout)).toBe(digestOf(alone.said.stdout));
      const listed = start('coordinator', 'workers', '--queue', service.url, '--json');
      await listed.ended;
      const found = (JSON.parse(listed.said.stdout) as { workers: readonly { name: string; done: number }[] }).workers;
      expect(found.map((each) => each.name)).toEqual(names);
      expect(found.reduce((sum, { done }) => sum + done, 0)).toBeGreaterThan(3);
      for (const { child } of begun) child.kill('SIGINT');
      expect(await Promise.all(begun.map(({ ended }) => ended))).toEqual([0, 0, 0]);
      const texts = [...begun, spread, listed].map(({ said }) => said.stdout + said.stderr);
      expect([await textsBelow(runs), await textsBelow(store), ...texts].join('\n')).not.toContain(PASSWORD);
    }, 240_000);
  });
}

test.each([
  ['a queue without a store', ['run', 'small.pipeline.yaml', '--queue', 'redis://localhost:1'], 2, /--store URL/],
  [
    'a queue of another kind',
    ['worker', '--queue', 'amqp://ada:s3cret@host', '--store', 'x'],
    2,
    /got 'amqp:\/\/\*\*\*@host'/,
  ],
  ['a worker without a queue', ['worker', '--store', 'x'], 2, /--queue redis:/],
  ['a tag without a queue', ['run', 'small.pipeline.yaml', '--tag', 'gpu'], 2, /--tag needs --queue/],
  [
    'worker processes beside a queue',
    ['run', 'small.pipeline.yaml', '--queue', 'redis://x', '--workers', '2'],
    2,
    /excludes/,
  ],
])(
  '%s is a usage error',
  async (_, args, status, why) => {
    const { ended, said } = start('coordinator', ...args);
    expect([await ended, said.stderr]).toEqual([status, expect.stringMatching(why)]);
    expect(said.stderr).not.toContain('s3cret');
  },
  60_000,
);
