import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { PROCESS } from '../test/process.js';
import { ProcessEnded } from './step-process.js';
import { type StepJob, StepProcesses } from './step-processes.js';

/** Says what memory it takes, so much that two are too many. */
const LARGE = `${PROCESS}
process.on('message', (message) => 'task' in message && process.send({ say: 'memory', bytes: 600 }));
`;

describe('StepProcesses', () => {
  let folder: string;
  let log: string;
  let processes: StepProcesses;
  let count = 0;
  const notes: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'selvedge-processes-'));
    await writeFile(join(folder, 'process.mjs'), PROCESS);
    await writeFile(join(folder, 'large.mjs'), LARGE);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const open = async (module = 'process.mjs'): Promise<void> => {
    log = join(folder, `log-${++count}`);
    await writeFile(log, '');
    const entry = pathToFileURL(join(folder, module));
    const onNote = (text: string): void => void notes.push(text);
    processes = new StepProcesses({ entry, machine: { log }, environment: {}, memory: 1000, onNote });
  };
  afterEach(() => processes.close());
  const run = (id: string, task: object, onEvent: (event: unknown) => void = () => undefined): Promise<unknown> =>
    processes.run(id, { setting: 's', label: id, task: { name: id, ...task } } satisfies StepJob, onEvent);
  const lines = async (): Promise<readonly string[]> => (await readFile(log, 'utf8')).split('\n').filter(Boolean);
  const until = async (condition: () => Promise<boolean>): Promise<void> => {
    while (!(await condition())) await wait(10);
  };

  test('begins a job once that it is given twice, and answers both', async () => {
    await open();
    const once = join(folder, 'go');
    const first = run('a', { once });
    const second = run('a', { once });
    await until(async () => (await lines()).length > 0);
    expect(processes.labels).toEqual(['a']);
    await writeFile(once, '');
    expect(await second).toEqual(await first);
    expect(await lines()).toEqual(['begin a']);
    expect(processes.labels).toEqual([]);
  });

  test('stops a job that it was given twice, for both', async () => {
    await open();
    const both = [run('a', { ms: 60_000 }), run('a', { ms: 60_000 })].map((each) => each.catch((error) => error));
    await until(async () => (await lines()).length > 0);
    processes.stop('a', 'cancelled');
    for (const error of await Promise.all(both)) {
      expect(error).toBeInstanceOf(ProcessEnded);
      expect(error).toMatchObject({ ending: 'cancelled' });
    }
    expect(processes.labels).toEqual([]);
  });

  test('cancels a job that waits for room, and does not begin it again', async () => {
    await open('large.mjs');
    const first = run('a', { once: join(folder, 'never') }).catch((error) => error);
    await until(async () => (await lines()).length > 0);
    const second = run('b', { once: join(folder, 'never') }).catch((error) => error);
    await until(async () => notes.length > 0);
    processes.stop('b', 'cancelled');
    expect(await second).toMatchObject({ ending: 'cancelled' });
    processes.stop('a', 'cancelled');
    expect(await first).toMatchObject({ ending: 'cancelled' });
    expect((await lines()).filter((line) => line.startsWith('begin'))).toEqual(['begin a', 'begin b']);
  });

  test('begins nothing once it was closed', async () => {
    await open();
    processes.close();
    await expect(run('a', {})).rejects.toMatchObject({ ending: 'stopped' });
  });
});
