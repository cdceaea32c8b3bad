import { readdirSync, writeFileSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, thisHolder } from '@selvedge/workflow';
import type { Holder } from '@selvedge/workflow/types';
import { base, options, ranIn, work } from '../../test/small-runs.js';
import { createRegistry } from '../registry/registry.js';
import { parseSpec } from '../spec/parse-spec.js';
import type { PipelineInput } from '../spec/schema.js';
import type { RunEvent } from '../track/run-event.js';
import { planOf } from './plan-pipeline.js';
import { isRunning, LOCK_FILE, listRuns, RunFolder, type RunRecord } from './run-folder.js';
import type { RunOptions } from './run-options.js';
import { run } from './run-pipeline.js';

const one = { ...base, models: [base.models[0]] };

/** A run whose process was killed before its end. */
async function killed(more: Partial<RunRecord> = {}): Promise<string> {
  const { folder } = await run(one, options());
  const record = (await new RunFolder(folder).record()) as RunRecord;
  await new RunFolder(folder).writeJson('run.json', { ...record, status: 'running', ...more });
  return folder;
}
const lock = (folder: string, holder: Partial<Holder>): Promise<void> =>
  writeFile(join(folder, LOCK_FILE), `${JSON.stringify({ ...thisHolder(), ...holder })}\n`);

describe('resume', () => {
  test('goes on in the run of the same specification and data', async () => {
    const folder = await killed();
    const resumed = await run(one, options({ resume: true }));
    expect(resumed.folder).toBe(folder);
    expect(resumed.record).toMatchObject({ resumed: 1, status: 'finished' });
    expect(await readdir(folder)).not.toContain(LOCK_FILE);
  });

  test('refuses the run of another seed, model or data, says what differs, and both ways out', async () => {
    const folder = await killed();
    const before = await readFile(join(folder, 'run.json'), 'utf8');
    const model = { kind: 'knn' as const, k: 5 };
    const cases: readonly (readonly [PipelineInput, string])[] = [
      [{ ...one, seed: 6 }, 'seed was set to 6'],
      [{ ...one, models: [{ name: 'knn', model }] }, 'models[0].model.k changed from 3 to 5'],
      [{ ...one, data: { ...one.data, subset: 50 } }, 'data.subset was set to 50'],
    ];
    for (const [other, difference] of cases) {
      await expect(run(other, options({ resume: true }))).rejects.toMatchObject({
        code: 'invalid-argument',
        message: expect.stringMatching(/Undo that to go on with it, or leave out --resume/),
      });
      await expect(run(other, options({ resume: true }))).rejects.toThrow(difference);
    }
    await new RunFolder(folder).writeJson('run.json', {
      ...JSON.parse(before),
      identity: 'of other data',
      data: [{ name: 'train.arrow', digest: 'other', trainRows: 7 }],
    });
    await expect(run(one, options({ resume: true }))).rejects.toThrow(/the data train.arrow changed \(7 training rows/);
  });

  test('a plan refuses what the run would refuse', async () => {
    await killed();
    const plan = async (input: PipelineInput) => planOf(await parseSpec(input, options()), options({ resume: true }));
    expect((await plan(one)).steps.filter(({ state }) => state === 'runs')).toEqual([]);
    await expect(plan({ ...one, seed: 6 })).rejects.toThrow('seed was set to 6');
  });

  test('does not begin anew beside a run whose record cannot be read, and says where a new one begins', async () => {
    const notes: string[] = [];
    const onEvent: RunOptions['onEvent'] = (event) => event.event === 'note' && notes.push(event.text);
    await run(one, options({ resume: true, onEvent }));
    expect(notes).toContainEqual(expect.stringMatching(/^no run of .* waits to go on; a new one begins$/));
    const folder = await killed();
    await writeFile(join(folder, 'run.json'), '{"format":1,');
    await expect(run(one, options({ resume: true }))).rejects.toMatchObject({
      code: 'corrupt-file',
      message: expect.stringMatching(/run\.json cannot be read.*Leave out --resume/),
    });
    await rename(folder, join(folder, '../20260101-000000-small-0a0a'));
    await run(one, options({ resume: true })); // newer ones finished
  });

  test('a network goes on with the threads that it began with', async () => {
    const net = { ...one, models: [{ name: 'net', model: { kind: 'neural', network: { zoo: 'mlp', hidden: [4] } } }] };
    const trained = { ...net, train: { epochs: 1 } } as PipelineInput;
    const { folder } = await run(trained, options({ threads: 1 }));
    const record = (await new RunFolder(folder).record()) as RunRecord;
    await new RunFolder(folder).writeJson('run.json', { ...record, status: 'interrupted' });
    await expect(run(trained, options({ resume: true, threads: 2 }))).rejects.toThrow(
      /began with 1 thread, and this one would have 2; .* Pass --threads 1 /,
    );
    expect((await run(trained, options({ resume: true, threads: 1 }))).folder).toBe(folder);
  });

  test('refuses the run when the code of a plugin changed', async () => {
    // As a configuration file gives it: the version with the digest of the code.
    const withCode = (version: string): RunOptions => ({ registry: createRegistry([{ name: 'mine', version }]) });
    const { folder } = await run(one, options(withCode('1 aaaa')));
    const record = (await new RunFolder(folder).record()) as RunRecord;
    await new RunFolder(folder).writeJson('run.json', { ...record, status: 'running' });
    const changed = run(one, options({ ...withCode('1 bbbb'), resume: true }));
    await expect(changed).rejects.toThrow('the code of its plugins changed (mine)');
    expect((await run(one, options({ ...withCode('1 aaaa'), resume: true }))).folder).toBe(folder);
  });

  test('goes on in runs of earlier releases by their specification', async () => {
    const folder = await killed({ identity: undefined, data: undefined, process: 999_999_999 } as never);
    expect((await run(one, options({ resume: true }))).folder).toBe(folder);
    await killed({ identity: undefined, process: 999_999_999 } as never);
    await expect(run({ ...one, seed: 6 }, options({ resume: true }))).rejects.toThrow('seed was set to 6');
  });

  test('survives a torn last line of the log', async () => {
    const folder = await killed();
    await appendFile(join(folder, 'metrics.jsonl'), '{"model":"kn');
    await run(one, options({ resume: true }));
    const lines = (await readFile(join(folder, 'metrics.jsonl'), 'utf8')).trimEnd().split('\n');
    const broken = lines.filter((line) => {
      try {
        return !JSON.parse(line);
      } catch {
        return true;
      }
    });
    expect(broken).toEqual(['{"model":"kn']);
  });
});

describe('a run at work', () => {
  test('is known by its lock, on this machine and on others, and not by a number', async () => {
    const folder = await killed({ process: process.pid });
    const [found] = await listRuns(join(work, 'runs'));
    expect(await isRunning(found)).toBe(false); // the number was given to another process, and there is no lock
    await lock(folder, {});
    expect(await isRunning(found)).toBe(true);
    await lock(folder, { process: 999_999_999 });
    expect(await isRunning(found)).toBe(false);
    await lock(folder, { process: 999_999_999, machine: 'a container that shares the folder' });
    expect(await isRunning(found)).toBe(true);
  });

  test('is neither written over by --output nor resumed', async () => {
    const folder = await killed();
    await lock(folder, {});
    const files = await readdir(folder);
    await expect(run(one, options({ output: folder }))).rejects.toThrow(/still at work.*another folder/);
    await expect(run(one, options({ output: folder, resume: true }))).rejects.toThrow(/still at work/);
    expect(await readdir(folder)).toEqual(files);
    const notes: string[] = [];
    const onEvent = (event: RunEvent) => void (event.event === 'note' && notes.push(`${event.level}: ${event.text}`));
    const elsewhere = await run(one, options({ resume: true, onEvent }));
    expect(elsewhere.folder).not.toBe(folder);
    expect(notes.join()).toMatch(
      /warning: the run \S+ is at work \(process \d+\).*info: no run of small waits to go on; a new/,
    );
  });

  test('leaves a folder that is a link what it is', async () => {
    await mkdir(join(work, 'disk'));
    await symlink(join(work, 'disk'), join(work, 'link'));
    await run(one, options({ output: join(work, 'link') }));
    await run(one, options({ output: join(work, 'link') }));
    expect(await readdir(join(work, 'disk'))).toContain('run.json');
  });
});

test('a cleared cache between the steps and the model folder leaves the model whole', async () => {
  const { collectGarbage, Cache } = await import('@selvedge/workflow');
  const logistic = { ...base, models: [base.models[1]] };
  await run(logistic, options());
  const again = await run(
    logistic,
    options({
      onEvent: ({ event }) => {
        // Between its steps and its folder: all that a run has read from the cache is held.
        if (event === 'metric') void collectGarbage(new Cache(options().cacheDirectory as string), 0);
      },
    }),
  );
  expect(ranIn(again)).toEqual([]);
  const model = join(again.folder, 'models', 'logistic');
  expect(await readdir(model)).toContain('0.transform.safetensors');
  const about = JSON.parse(await readFile(join(model, 'model.json'), 'utf8')) as { preparation: string[] };
  expect(canonicalJson(about.preparation)).toBe('["0.transform.safetensors"]');
});

test('files of a run are its own: writing to them leaves the cache as it is', async () => {
  const first = await run(one, options());
  await writeFile(join(first.folder, 'models', 'knn', 'model.safetensors'), 'edited');
  const second = await run(one, options());
  expect(ranIn(second)).toEqual([]);
  expect(second.results.digest).toBe(first.results.digest);
  expect((await readFile(join(second.folder, 'models', 'knn', 'model.safetensors'))).length).toBeGreaterThan(1000);
});

test('what killed processes left goes with the next run: folders that were not begun, and parts of files', async () => {
  const { folder } = await run(one, options());
  const runs = join(folder, '..');
  const made = async (name: string, holder: Partial<Holder>): Promise<void> => {
    await mkdir(join(runs, name));
    await lock(join(runs, name), holder);
  };
  const dead = { process: 4_194_305 };
  await made('unbegun', dead);
  await writeFile(join(runs, 'unbegun', 'run.json.0123456789ab.part'), '{');
  await made('alive', {});
  await made('notes', dead);
  await writeFile(join(runs, 'notes', 'mine.txt'), 'mine');
  const again = await run(one, options({ onEvent: leavePart(runs) }));
  expect(await readdir(runs)).toEqual(expect.arrayContaining(['alive', 'notes']));
  expect(await readdir(runs)).not.toContain('unbegun');
  expect(await readdir(again.folder)).not.toContain('left.json.0123456789ab.part');
});

/** Leaves a part in the folder of the run that is at work. */
const leavePart =
  (runs: string): NonNullable<RunOptions['onEvent']> =>
  ({ event }) => {
    if (event !== 'metric') return;
    for (const { name } of readdirSync(runs, { withFileTypes: true }))
      if (readdirSync(join(runs, name)).includes(LOCK_FILE) && name !== 'alive' && name !== 'notes')
        writeFileSync(join(runs, name, 'left.json.0123456789ab.part'), '{');
  };
