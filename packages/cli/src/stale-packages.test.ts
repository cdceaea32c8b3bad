import { mkdtempSync, utimesSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { sha256 } from '@selvedge/files';
// @ts-expect-error -- plain JavaScript, which runs before anything is compiled
import { stalePackages } from '../bin/stale-packages.js';

const packages = mkdtempSync(join(tmpdir(), 'packages-'));
afterAll(() => rm(packages, { recursive: true }));

const NOON = new Date('2026-01-01T12:00:00Z');
const LATER = new Date('2026-01-01T13:00:00Z');

async function packageOf(name: string, built: string | undefined, compiled: string, at: Date): Promise<void> {
  const dist = join(packages, name, 'dist');
  await mkdir(join(dist, 'node'), { recursive: true });
  await writeFile(join(dist, '.tsbuildinfo'), compiled);
  utimesSync(join(dist, '.tsbuildinfo'), at, at);
  if (built === undefined) return;
  const info = join(dist, 'node', '.buildinfo');
  await writeFile(info, JSON.stringify({ compiled: sha256(built) }));
  utimesSync(info, NOON, NOON);
}

test('names the packages of a clone that were compiled after they were built', async () => {
  await packageOf('built', 'one', 'one', NOON);
  await packageOf('from-a-cache', 'one', 'one', LATER);
  await packageOf('compiled-again', 'one', 'two', LATER);
  await packageOf('without-files-for-node', undefined, 'one', LATER);
  await mkdir(join(packages, 'not-compiled'));
  expect(stalePackages(packages + sep)).toEqual(['compiled-again']);
});
