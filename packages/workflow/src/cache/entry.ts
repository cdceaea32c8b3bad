import type { Json } from '@selvedge/data/types';
import { sha256 } from '@selvedge/files';
import { canonicalJson } from './canonical-json.js';

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

const FIELDS = ['key', 'step', 'label', 'seconds', 'created', 'code', 'environment', 'files'];

/** The text of `entry.json`: the record with the digest of its other fields, as a list of files that lost one is a list, too. */
export const textOfEntry = (entry: CacheEntry): string => JSON.stringify({ ...entry, digest: digestOf(entry) });

const digestOf = (entry: Partial<CacheEntry>): string => sha256('selvedge entry 1\n', canonicalJson(entry));

/**
 * Reads what `textOfEntry` or an earlier release, which wrote no digest, made.
 *
 * @throws Error for a text that is not the record of this key
 */
export function parseEntry(text: string, key: string): CacheEntry {
  const { digest, ...value } = (JSON.parse(text) ?? {}) as Partial<CacheEntry> & { readonly digest?: unknown };
  const isRecord =
    Object.keys(value).every((name) => FIELDS.includes(name)) &&
    typeof value.step === 'string' &&
    typeof value.label === 'string' &&
    typeof value.seconds === 'number' &&
    typeof value.created === 'string' &&
    Array.isArray(value.files) &&
    value.files.every(isFile);
  if (!isRecord) throw new Error('not a record');
  if (value.key !== key) throw new Error('the record of another entry');
  if (digest !== undefined && digest !== digestOf(value)) throw new Error('it is not what was written');
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
