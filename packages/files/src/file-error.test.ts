import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ifThere } from './file-error.js';

test('ifThere takes only what is not there for nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-file-error-'));
  const none = join(folder, 'none');
  expect(await ifThere(none, readFile(none))).toBeUndefined();
  expect(await ifThere(folder, readdir(folder))).toEqual([]);
  await expect(ifThere(folder, readFile(folder))).rejects.toMatchObject({ code: 'invalid-argument' });
  const failure = Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE', syscall: 'open' });
  await expect(ifThere(none, Promise.reject(failure))).rejects.toMatchObject({
    code: 'io',
    message: expect.stringContaining(none),
  });
  await rm(folder, { recursive: true });
});
