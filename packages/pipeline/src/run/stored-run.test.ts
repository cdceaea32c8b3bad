import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { base, options } from '../../test/small-runs.js';
import { updateManifest } from './manifest.js';
import { replay } from './replay.js';
import { listRuns, RunFolder } from './run-folder.js';
import { run } from './run-pipeline.js';
import { readEnvironment, readResults, readSteps } from './stored-run.js';

type Change = (value: Record<string, never>) => unknown;

/** As somebody who can write digests, too, would leave a run. */
async function edited(folder: string, name: string, change: Change): Promise<void> {
  const value = JSON.parse(await readFile(join(folder, name), 'utf8')) as Record<string, never>;
  await writeFile(join(folder, name), JSON.stringify(change(value)));
  await updateManifest(folder, [name]);
}

test('files of a run that no run wrote are refused with the place, whatever their digests say', async () => {
  const { folder } = await run({ ...base, models: [base.models[0]] }, options());
  const opened = (): RunFolder => new RunFolder(folder);
  await expect(readResults(opened())).resolves.toMatchObject({ format: 1 });
  await expect(readSteps(opened())).resolves.toHaveLength((await readSteps(opened())).length);
  const whole = new Map(
    await Promise.all(
      ['results.json', 'environment.json', 'steps.json'].map(
        async (name) => [name, await readFile(join(folder, name))] as const,
      ),
    ),
  );
  const cases: readonly (readonly [string, (opened: RunFolder) => Promise<unknown>, Change, string])[] = [
    ['results.json', readResults, () => null, 'the file: got nothing; need a map'],
    ['results.json', readResults, (all) => ({ ...all, models: {} }), 'models: got a map; need a list'],
    [
      'results.json',
      readResults,
      (all) => ({ ...all, models: [{ ...(all['models'] as [object])[0], parts: { test: -1 } }] }),
      'models[0].parts.test: got -1; need a map',
    ],
    ['environment.json', readEnvironment, (all) => ({ ...all, code: null }), 'code: got nothing; need a map'],
    ['environment.json', readEnvironment, ({ node: _, ...all }) => all, 'node is missing; need a text'],
    ['steps.json', readSteps, () => [{ id: 7 }], '[0].id: got 7; need a text'],
  ];
  for (const [name, read, change, message] of cases) {
    await edited(folder, name, change);
    await expect(read(opened())).rejects.toMatchObject({
      code: 'corrupt-file',
      message: expect.stringContaining(`${name} is not as a run writes it: ${message}`),
    });
    await writeFile(join(folder, name), whole.get(name) as Uint8Array);
    await updateManifest(folder, [name]);
  }
  await edited(folder, 'environment.json', (all) => ({ ...all, identity: null }));
  const [listed] = (await listRuns(join(folder, '..'))).filter(({ path }) => path === folder);
  await expect(replay(listed)).rejects.toMatchObject({ code: 'corrupt-file' });
});
