import { open } from 'node:fs/promises';

/** Whether what is appended to a file begins a line of its own: so in a file that is not there, or empty. */
export async function endsWithLine(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return true; // it begins now
  try {
    const { size } = await file.stat();
    if (size === 0) return true;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === 10;
  } finally {
    await file.close();
  }
}
