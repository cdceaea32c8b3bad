import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceState } from './source-state.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'source-state-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: root, encoding: 'utf8' }).trim();

test('has the commit of the repository around a project, and whether something was changed since', async () => {
  const project = join(root, 'packages', 'p');
  await mkdir(project, { recursive: true });
  await writeFile(join(project, 'a.txt'), '1');
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  const commit = git('rev-parse', 'HEAD');
  expect(await sourceState(project)).toEqual({ git: { commit, clean: true } });
  await writeFile(join(project, 'a.txt'), '2');
  expect(await sourceState(project)).toEqual({ git: { commit, clean: false } });
  await writeFile(join(project, 'a.txt'), '1');
  await writeFile(join(root, 'new.txt'), '');
  expect(await sourceState(project)).toEqual({ git: { commit, clean: false } });
});

test('has the digest of the nearest lock file', async () => {
  const project = join(root, 'p');
  await mkdir(project);
  await writeFile(join(root, 'yarn.lock'), 'yarn');
  expect((await sourceState(project)).lockFile).toEqual({
    name: 'yarn.lock',
    sha256: 'ec4e598bd0f312a7c49bf83984b70176f311af142a47ca354f35424fb79f2bfd',
  });
  await writeFile(join(project, 'package-lock.json'), '{}');
  expect((await sourceState(project)).lockFile?.name).toBe('package-lock.json');
});

test('outside of a repository, and before the first commit, there is no commit', async () => {
  expect((await sourceState(root)).git).toBeUndefined();
  git('init', '-q');
  expect((await sourceState(root)).git).toBeUndefined();
});

test('starts no program that the repository names', async () => {
  git('init', '-q');
  await writeFile(join(root, 'a.txt'), '1');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  await writeFile(join(root, 'watch.sh'), `#!/bin/sh\ntouch ${join(root, 'started')}\n`, { mode: 0o755 });
  git('config', 'core.fsmonitor', join(root, 'watch.sh'));
  await sourceState(root);
  expect((await sourceState(root)).git?.clean).toBe(false);
  expect(() => execFileSync('ls', [join(root, 'started')], { stdio: 'pipe' })).toThrow();
});
