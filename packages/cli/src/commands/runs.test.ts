import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../bin/selvedge.js', import.meta.url));

test('runs rm takes a link away, says where its files are, and leaves them there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-runs-'));
  const selvedge = (...args: readonly string[]) =>
    spawnSync(process.execPath, [main, ...args], {
      cwd: folder,
      env: { ...process.env, HOME: folder, XDG_CACHE_HOME: folder, FORCE_COLOR: undefined },
      encoding: 'utf8',
    });
  await writeFile(join(folder, 'package.json'), '{}');
  const rows = Array.from({ length: 40 }, (_, at) => `${at % 2 ? 'a' : 'b'},${at}`);
  for (const name of ['train.csv', 'test.csv']) await writeFile(join(folder, name), `label,x\n${rows.join('\n')}\n`);
  await writeFile(
    join(folder, 'small.pipeline.yaml'),
    'version: 1\ndata: { train: train.csv, test: test.csv }\nsplit: { kind: last, validation: 10 }\nmodel: { kind: dummy }\n',
  );
  expect(selvedge('run', 'small.pipeline.yaml', '-o', 'runs/one', '-q').status).toBe(0);
  await rename(join(folder, 'runs', 'one'), join(folder, 'archive'));
  await symlink(join(folder, 'archive'), join(folder, 'runs', 'one'));
  const { status, stdout } = selvedge('runs', 'rm', 'one');
  expect([status, stdout.replaceAll(/\s+/g, ' ')]).toEqual([
    0,
    expect.stringMatching(/^removed \S+-small-\w+, a link; its files are still in .*archive/),
  ]);
  expect(await readdir(join(folder, 'runs'))).toEqual([]);
  expect(await readdir(join(folder, 'archive'))).toContain('run.json');
  await rm(folder, { recursive: true });
});
