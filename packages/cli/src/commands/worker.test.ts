import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
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
  - name: knn
    model: { kind: knn }
    sweep: { kind: grid, metric: accuracy, over: { model.k: [1, 3], model.metric: [euclidean, manhattan] } }
    evaluate: { crossValidation: 3 }
  - { name: logistic, model: { kind: logistic-regression, maxIter: 10 }, evaluate: { crossValidation: 3, learningCurve: { sizes: [0.5, 1] } } }
  - name: searched
    model: { kind: logistic-regression }
    sweep: { kind: asha, maxTrials: 6, parallel: 3, over: { model.C: { logUniform: [0.0001, 10] } }, resource: model.maxIter, minResource: 2, maxResource: 18 }
    evaluate: { crossValidation: 2 }
  - name: net
    model: { kind: neural, network: { zoo: mlp, hidden: [8] } }
    train: { epochs: 1 }
    sweep: { kind: successive-halving, samples: 3, over: { train.learningRate: [0.001, 0.01, 0.1] }, resource: train.epochs, from: 1, to: 3 }
`;

/** Trainings that nobody waits for to end. */
const ENDLESS = `version: 1
data: { train: train.arrow, test: test.arrow }
split: { kind: last, validation: 60 }
report: { html: false }
models:
  - { name: one, model: { kind: neural, network: { zoo: mlp, hidden: [64] } }, train: { epochs: 5000 } }
  - { name: two, model: { kind: neural, network: { zoo: mlp, hidden: [65] } }, train: { epochs: 5000 } }
`;
/** A training of a few seconds, which is interrupted. */
const LONG = ENDLESS.slice(0, ENDLESS.indexOf('  - { name: two')).replace('epochs: 5000', 'epochs: 150');
/** Steps end everywhere within two seconds of Ctrl-C; the rest is for a machine that does other things. */
const STOPPED_MS = 10_000;

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
  await writeFile(join(folder, 'coordinator', 'endless.pipeline.yaml'), ENDLESS);
  await writeFile(join(folder, 'coordinator', 'long.pipeline.yaml'), LONG);
});
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

async function workers(names: readonly string[], service: Service, store: string, ...more: readonly string[]) {
  const begun = [];
  for (const name of names) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'package.json'), '{}');
    begun.push(start(name, 'worker', '--queue', service.url, '--store', store, '--name', name, ...more));
  }
  return begun;
}

const digestOf = (text: string): string => (JSON.parse(text) as { digest: string }).digest;

/** Epochs that displays were sent, in their order. */
const epochsOf = (events: string): readonly number[] =>
  [...events.matchAll(/^\{"event":"step-progress".*"step":"epoch (\d+) of/gm)].map(([, epoch]) => Number(epoch));

/** The processes that one has started and that are still there, as Linux lists them. */
async function childrenOf({ pid }: ChildProcess): Promise<readonly string[]> {
  const ids = (await readdir('/proc')).filter((id) => /^\d+$/.test(id));
  const parents = await Promise.all(ids.map((id) => readFile(`/proc/${id}/stat`, 'latin1').catch(() => '')));
  return ids.filter((_, at) => Number(/\) \S (\d+) /.exec(parents[at])?.[1]) === pid);
}

/** A step process may have followed its worker already. */
function kill(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function textsBelow(path: string): Promise<string> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  // A writer that was killed leaves a part, which others remove later.
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}

let alone: string | undefined;
/** The digest of the same run without a queue. */
async function inOneProcess(): Promise<string> {
  if (alone !== undefined) return alone;
  const run = start('coordinator', 'run', 'small.pipeline.yaml', '--json', '--cache-dir', join(folder, 'one'));
  expect([await run.ended, run.said.stderr]).toEqual([0, expect.any(String)]);
  alone = digestOf(run.said.stdout);
  return alone;
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
    });
    afterAll(() => service.close());

    test('has the digest of one process, and leaves no password anywhere', async () => {
      const store = join(folder, `store-${name}`);
      const names = [1, 2, 3].map((at) => `${name}-${at}`);
      const begun = await workers(names, service, store);
      const digest = await inOneProcess();
      const options = ['--queue', service.url, '--store', store, '--cache-dir', join(folder, `many-${name}`)];
      const runs = join(folder, `runs-${name}`);
      const spread = start('coordinator', 'run', 'small.pipeline.yaml', '--json', '--runs', runs, ...options);
      while (!spread.said.stderr.includes('✓') && spread.child.exitCode === null) await wait(20);
      const shown = [...begun, spread].map(({ child }) =>
        readFile(`/proc/${child.pid}/cmdline`, 'latin1').catch(() => ''),
      );
      const listedByPs = await Promise.all(shown);
      expect([await spread.ended, spread.said.stderr]).toEqual([0, expect.stringMatching(/fit logistic/)]);
      expect(digestOf(spread.said.stdout)).toBe(digest);
      const listed = start('coordinator', 'workers', '--queue', service.url, '--json');
      await listed.ended;
      const found = (JSON.parse(listed.said.stdout) as { workers: readonly { name: string; done: number }[] }).workers;
      expect(found.map((each) => each.name)).toEqual(names);
      expect(found.reduce((sum, { done }) => sum + done, 0)).toBeGreaterThan(20); // folds, sizes and the trials of searches among them
      for (const { child } of begun) child.kill('SIGINT');
      expect(await Promise.all(begun.map(({ ended }) => ended))).toEqual([0, 0, 0]);
      const texts = [...begun, spread, listed].map(({ said }) => said.stdout + said.stderr);
      expect([await textsBelow(runs), await textsBelow(store), ...texts, ...listedByPs].join('\n')).not.toContain(
        PASSWORD,
      );
    }, 240_000);

    // Checkpoints do not pass through the queue: one of both is enough.
    const once = name === 'Redis' ? test : undefined;
    once?.(
      'goes on from the checkpoint of a worker that was killed',
      async () => {
        const store = join(folder, `killed-store-${name}`);
        const [first] = await workers([`${name}-first`], service, store, '--checkpoint-every', '0.2');
        const options = [
          '--json-events',
          '--store',
          store,
          '--queue',
          service.url,
          '--cache-dir',
          join(folder, `killed-${name}`),
        ];
        const runs = ['--runs', join(folder, `killed-runs-${name}`)];
        const spread = start('coordinator', 'run', 'long.pipeline.yaml', ...options, ...runs);
        const isFar = (): boolean => epochsOf(spread.said.stdout).some((epoch) => epoch >= 30);
        while (!isFar() && spread.child.exitCode === null) await wait(20);
        const before = epochsOf(spread.said.stdout).length;
        const steps = await childrenOf(first.child);
        for (const id of [first.child.pid, ...steps.map(Number)]) kill(id as number);
        await workers([`${name}-second`], service, store);
        expect([await spread.ended, spread.said.stderr]).toEqual([0, expect.any(String)]);
        const [goesOn] = epochsOf(spread.said.stdout).slice(before);
        expect(goesOn).toBeGreaterThan(10);
        const alone = start(
          'coordinator',
          'run',
          'long.pipeline.yaml',
          '--json',
          '--cache-dir',
          join(folder, `calm-${name}`),
        );
        await alone.ended;
        const [run] = await readdir(join(folder, `killed-runs-${name}`));
        const results = await readFile(join(folder, `killed-runs-${name}`, run, 'results.json'), 'utf8');
        expect(digestOf(results)).toBe(digestOf(alone.said.stdout));
        expect(await textsBelow(join(store, 'ac'))).not.toMatch(/"step":"checkpoint"/);
      },
      240_000,
    );

    test('ends the step processes of all workers at Ctrl-C, and the workers stay', async () => {
      const store = join(folder, `endless-store-${name}`);
      const begun = await workers(
        [1, 2].map((at) => `${name}-stopped-${at}`),
        service,
        store,
      );
      const options = ['--queue', service.url, '--store', store, '--cache-dir', join(folder, `endless-${name}`)];
      const { child, said, ended } = start('coordinator', 'run', 'endless.pipeline.yaml', '--json-events', ...options);
      const isTraining = (label: string): boolean => new RegExp(`"step-progress".*${label}`).test(said.stdout);
      while (!(isTraining('one') && isTraining('two')) && child.exitCode === null) await wait(50);
      const steps = (): Promise<readonly string[]> =>
        Promise.all(begun.map((each) => childrenOf(each.child))).then((found) => found.flat());
      expect(await steps()).toHaveLength(2);
      child.kill('SIGINT');
      const began = performance.now();
      while ((await steps()).length > 0 && performance.now() - began < STOPPED_MS) await wait(50);
      expect(await steps()).toEqual([]);
      expect([await ended, said.stderr]).toEqual([130, expect.stringMatching(/--resume` goes on with it/)]);
      expect(begun.map((each) => each.child.exitCode)).toEqual([null, null]);
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
  ['a tag without a queue', ['run', 'small.pipeline.yaml', '--tags', 'gpu'], 2, /--tags needs --queue/],
  ['a priority without a queue', ['run', 'small.pipeline.yaml', '--priority', '1'], 2, /--priority needs --queue/],
  ['a priority of words', ['run', 'small.pipeline.yaml', '--priority', 'high'], 2, /--priority: got 'high'; need/],
  [
    'two tags of a run',
    ['run', 'small.pipeline.yaml', '--queue', 'redis://x', '--tags', 'gpu,big'],
    2,
    /got 'gpu,big'; a run asks for one tag/,
  ],
  [
    'worker processes beside a queue',
    ['run', 'small.pipeline.yaml', '--queue', 'redis://x', '--workers', '2'],
    2,
    /excludes/,
  ],
])('%s is a usage error', async (_, args, status, why) => {
  const { ended, said } = start('coordinator', ...args);
  expect([await ended, said.stderr]).toEqual([status, expect.stringMatching(why)]);
  expect(said.stderr).not.toContain('s3cret');
});
