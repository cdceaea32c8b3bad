import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listRuns } from './run-folder.js';
import { unreadableRuns } from './unreadable-runs.js';

const RECORD = {
  format: 1,
  id: 'whole',
  name: 'x',
  status: 'finished',
  started: '2026-01-01T00:00:00.000Z',
  seed: 1,
  resumed: 0,
  files: [],
  projectDirectory: '/x',
  process: 1,
};

test('finds the folders whose record is damaged, and no other ones', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-unreadable-'));
  const records = {
    whole: JSON.stringify(RECORD),
    torn: JSON.stringify(RECORD).slice(0, 40),
    empty: '',
    list: '[]',
    odd: JSON.stringify({ ...RECORD, audit: {} }),
  };
  for (const [name, text] of Object.entries(records)) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'run.json'), text);
  }
  await mkdir(join(folder, 'notes'));
  await writeFile(join(folder, 'notes.txt'), '');
  expect((await listRuns(folder)).map(({ id }) => id)).toEqual(['whole']);
  expect(await unreadableRuns(folder)).toEqual(['empty', 'list', 'odd', 'torn'].map((name) => join(folder, name)));
  expect(await unreadableRuns(join(folder, 'none'))).toEqual([]);
  await rm(folder, { recursive: true });
});
