import type { Json } from '@selvedge/data/types';

/** The record of one result in the cache. */
export interface CacheEntry {
  readonly key: string;
  /** The kind of step: `fit`, `predict`. */
  readonly step: string;
  /** For people: `fit knn (k=5)`. */
  readonly label: string;
  /** What computing it took. */
  readonly seconds: number;
  /** ISO 8601. */
  readonly created: string;
  /** Digests of the code that computed it; absent in entries of earlier releases. */
  readonly code?: Readonly<Record<string, string>>;
  /** Runtime and machine that decided the bits; absent in entries of earlier releases. */
  readonly environment?: Json;
  readonly files: readonly CachedFile[];
}

export interface CachedFile {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly digest: string;
}

/** @throws Error for a text that is not the record of this key */
export function parseEntry(text: string, key: string): CacheEntry {
  const value = JSON.parse(text) as Partial<CacheEntry> | null;
  const isRecord =
    value !== null &&
    typeof value === 'object' &&
    typeof value.step === 'string' &&
    typeof value.label === 'string' &&
    typeof value.seconds === 'number' &&
    typeof value.created === 'string' &&
    Array.isArray(value.files) &&
    value.files.every(isFile);
  if (!isRecord) throw new Error('not a record');
  if (value.key !== key) throw new Error('the record of another entry');
  return value as CacheEntry;
}

const isFile = (value: unknown): boolean => {
  const { name, bytes, digest } = (value ?? {}) as Partial<CachedFile>;
  return (
    typeof name === 'string' &&
    /^[\w.-]+$/.test(name) &&
    !name.startsWith('.') &&
    Number.isSafeInteger(bytes) &&
    typeof digest === 'string'
  );
};
