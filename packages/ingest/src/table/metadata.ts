import type { Provenance } from '@selvedge/data/types';
import type { RowsInfo } from '../rows/rows.js';
import { badTable } from './table.js';

/** What a schema's metadata says about the rows, beyond what the format itself does. */
export interface TableMetadata {
  readonly name?: string;
  readonly shape?: readonly number[];
  readonly classes?: readonly string[];
  readonly provenance?: Provenance;
}

/** Metadata for a schema: JSON under keys of our own, which other programs pass on or ignore. */
export function encodeMetadata(info: RowsInfo): Map<string, string> {
  return new Map([
    ['selvedge.name', info.name],
    ['selvedge.shape', JSON.stringify(info.shape)],
    ['selvedge.classes', JSON.stringify(info.classes)],
    ['selvedge.provenance', JSON.stringify(info.provenance)],
  ]);
}

/** @throws SelvedgeError `corrupt-file` when what stands under our keys is not what we write there */
export function decodeMetadata(path: string, metadata: ReadonlyMap<string, string>): TableMetadata {
  const shape = json(path, metadata, 'selvedge.shape');
  const classes = json(path, metadata, 'selvedge.classes');
  const provenance = json(path, metadata, 'selvedge.provenance');
  const name = metadata.get('selvedge.name');
  if (shape !== undefined && !isShape(shape)) throw bad(path, 'selvedge.shape', 'sizes');
  if (classes !== undefined && !isNames(classes)) throw bad(path, 'selvedge.classes', 'class names');
  if (provenance !== undefined && !isProvenance(provenance)) throw bad(path, 'selvedge.provenance', 'a provenance');
  return {
    ...(name && { name }),
    ...(shape && { shape }),
    ...(classes && { classes }),
    ...(provenance && { provenance }),
  };
}

function json(path: string, metadata: ReadonlyMap<string, string>, key: string): unknown {
  const text = metadata.get(key);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw bad(path, key, 'JSON', cause);
  }
}

const isShape = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.every((size) => Number.isSafeInteger(size) && size > 0);

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) &&
  value.every((name) => typeof name === 'string' && name !== '') &&
  new Set(value).size === value.length;

function isProvenance(value: unknown): value is Provenance {
  if (typeof value !== 'object' || value === null) return false;
  const { source, steps } = value as Record<string, unknown>;
  return typeof source === 'string' && Array.isArray(steps) && steps.every((step) => typeof step === 'string');
}

const bad = (path: string, key: string, what: string, cause?: unknown): Error =>
  badTable(path, `the metadata under '${key}' are not ${what}. Remove them, or write the file again`, cause);
