import { fileURLToPath } from 'node:url';
import { SelvedgeError } from '@selvedge/data';
import { maskSecrets } from '../progress/mask-secrets.js';
import { FolderStore } from './folder-store.js';
import { HttpStore } from './http-store.js';
import { placeOf } from './s3-place.js';
import { S3Store } from './s3-store.js';
import type { Store } from './store.js';

export interface StoreOptions {
  /** For servers: sent as `Authorization: Bearer`. */
  readonly token?: string;
  /** For buckets: where `AWS_...` variables are read. Default `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Opens the store of an address: `https://cache.example.org`, `http://...`, a bucket as `s3://bucket/prefix`, or a folder as a
 * path or `file://...`.
 *
 * Nothing is sent yet, and no credentials are read.
 *
 * @throws SelvedgeError `invalid-argument` for another address
 */
export function openStore(address: string, options: StoreOptions = {}): Store {
  const [, scheme] = /^([a-z][a-z0-9+.-]+):/i.exec(address) ?? [];
  switch (scheme?.toLowerCase()) {
    case undefined:
      if (address.trim() === '') throw unknown(address);
      return new FolderStore(address);
    case 'file':
      return new FolderStore(pathOf(address));
    case 'http':
    case 'https':
      if (!URL.canParse(address)) throw unknown(address);
      return new HttpStore(address, options);
    case 's3':
      return new S3Store(placeOf(address), options.environment);
    default:
      throw unknown(address);
  }
}

function pathOf(address: string): string {
  try {
    return fileURLToPath(address);
  } catch {
    throw unknown(address);
  }
}

const unknown = (address: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `store: got '${maskSecrets(address)}'; need a folder, or an address that begins with https://, http:// or s3://, for instance https://cache.example.org.`,
  );
