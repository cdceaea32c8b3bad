import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a new file and flushes it to the disk. */
export async function writeFlushed(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await writeAll(file, content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The part of a file of Node that is written to. Packages publish no types of Node. */
export interface OpenFile {
  write(bytes: Uint8Array, offset: number, length: number): Promise<{ readonly bytesWritten: number }>;
  writeFile(text: string): Promise<void>;
}

/** Appends in large pieces: Node's own `writeFile` writes half a megabyte a call, and waits for a thread each time. */
export async function writeAll(file: OpenFile, content: string | Uint8Array): Promise<void> {
  if (typeof content === 'string') return file.writeFile(content);
  for (let at = 0; at < content.length; ) {
    const { bytesWritten } = await file.write(content, at, Math.min(PIECE, content.length - at));
    at += bytesWritten;
  }
}

const PIECE = 64 << 20;

/** Renames a file or a folder, and makes the new name last beyond a loss of power. */
export async function renameFlushed(from: string, to: string): Promise<void> {
  await rename(from, to);
  await flushFolder(dirname(to));
}

/** Makes a rename or a new file in this folder durable. Not every system can; then it is left to the system. */
export async function flushFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows refuses to open folders.
  }
}
