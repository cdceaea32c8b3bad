import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KNN, useSpecFolder } from '../../test/spec-folder.js';
import { parseSpec } from './parse-spec.js';

const { folder, file, problemsOf } = useSpecFolder();

describe('paths in a pipeline file', () => {
  const hostile = [
    '../secret.yaml',
    'x/../../secret.yaml',
    '/etc/passwd',
    'C:\\secret.yaml',
    '\\\\server\\share',
    'file:///etc/passwd',
    'https://example.org/a.yaml',
    '//proc/self/root/etc/passwd',
    'a%2e%2e/secret.yaml',
    '..%252fsecret.yaml',
    'link.yaml',
    'linked/secret.yaml',
    `${'a/'.repeat(2500)}b`,
  ];

  test.each(hostile)('%s is refused by extends and compare', async (path) => {
    const outside = await mkdtemp(join(tmpdir(), 'selvedge-outside-'));
    await writeFile(join(outside, 'secret.yaml'), KNN);
    await symlink(join(outside, 'secret.yaml'), join(folder(), 'link.yaml'));
    await symlink(outside, join(folder(), 'linked'));
    const quoted = JSON.stringify(path);
    expect(await problemsOf(`extends: ${quoted}\n`)).toEqual([
      expect.stringMatching(/^a:1:10: extends.*(refused|at most 4096)/),
    ]);
    expect(await problemsOf(`${KNN}compare: [${quoted}]\n`)).toEqual([
      expect.stringMatching(/^a:4:11: compare.*(refused|at most 4096)/),
    ]);
    await rm(outside, { recursive: true });
  });

  test('an absolute path is accepted when it was asked for', async () => {
    const base = await file('base.yaml', KNN);
    const path = await file('a.yaml', `extends: ${base}\n`);
    await expect(parseSpec(path)).rejects.toThrow('--allow-outside');
    await expect(parseSpec(path, { allowOutside: true })).resolves.toMatchObject({ name: 'a' });
  });
});
