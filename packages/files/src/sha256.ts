import { createHash } from 'node:crypto';
import { bytesOf } from '@selvedge/data/checks';

/** SHA-256 over texts (as UTF-8) and bytes one after the other, in lower-case hexadecimal. */
export function sha256(...parts: readonly (string | ArrayBufferView)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(typeof part === 'string' ? part : bytesOf(part));
  return hash.digest('hex');
}
