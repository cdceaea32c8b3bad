import { open } from 'node:fs/promises';
import { fileError } from '@selvedge/files/steps';
import type { ByteSource } from './byte-source.js';

/** The bytes of a file. */
export function fileSource(path: string): ByteSource {
  const explained = <T>(work: Promise<T>): Promise<T> =>
    work.catch((cause: unknown) => Promise.reject(fileError(path, cause)));
  return {
    path,
    async open() {
      const handle = await explained(open(path));
      try {
        const { size } = await explained(handle.stat());
        return {
          size,
          async read(target, position) {
            return (await explained(handle.read(target, 0, target.length, position ?? null))).bytesRead;
          },
          close: () => handle.close(),
        };
      } catch (error) {
        await handle.close();
        throw error;
      }
    },
  };
}
