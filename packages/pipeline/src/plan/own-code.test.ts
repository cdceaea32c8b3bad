import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownCode } from './own-code.js';

const built = fileURLToPath(new URL('../../dist/node', import.meta.url));

test('says which folders decide what steps compute', () => {
  const versions = ownCode(built);
  expect(Object.keys(versions)).toEqual(['steps', 'registry', 'plan']);
  for (const version of Object.values(versions)) expect(version).toMatch(/^[0-9a-f]{16}$/);
});

const copies: string[] = [];
afterAll(() => copies.forEach((copy) => void rmSync(copy, { recursive: true })));

function copied(): string {
  const copy = mkdtempSync(join(tmpdir(), 'node-'));
  cpSync(built, copy, { recursive: true });
  copies.push(copy);
  return copy;
}

test('shows files that were edited after the build, whichever folder they came from', () => {
  expect(ownCode(copied())).toEqual(ownCode(built));
  const copy = copied(); // a folder is read once in a process
  writeFileSync(join(copy, 'index.js'), 'export const edited = true;\n');
  const edited = ownCode(copy);
  expect(edited).toEqual({ ...ownCode(built), edited: expect.stringMatching(/^[0-9a-f]{16}$/) });
});
