import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBytes } from './read-bytes.js';

describe('readBytes(path)', () => {
  test('reads a whole file, and refuses one that is not there, a folder, and to go on after an abort', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'selvedge-read-bytes-'));
    const file = join(folder, 'some');
    await writeFile(file, new Uint8Array([1, 2, 3]));
    expect([...(await readBytes(file))]).toEqual([1, 2, 3]);
    await expect(readBytes(join(folder, 'none'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(readBytes(folder)).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(readBytes(file, AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
  });

  test('reads large files in large pieces', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'selvedge-read-bytes-'));
    const file = join(folder, 'large');
    const bytes = Uint8Array.from({ length: (3 << 20) + 5 }, (_, at) => at % 251);
    await writeFile(file, bytes);
    expect(Buffer.compare(await readBytes(file), bytes)).toBe(0);
    await expect(readBytes(file, AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
  });
});
