import { sha256 } from '@selvedge/files';
import type { LoadedDataset } from '@selvedge/ingest/types';
import { canonicalJson, node } from '@selvedge/workflow';
import type { Node } from '@selvedge/workflow/types';
import { type PartDigests, rowsDigest } from './rows-digest.js';

/** The root of every plan: rows that are in memory already, so that the key of a step can hold those that it reads. */
export interface DataNode extends Node<LoadedDataset> {
  readonly loaded: LoadedDataset;
  /** Of the parts of each division that was planned, by the parameters of the step that divides. */
  readonly digests: Map<string, PartDigests>;
}

/** Its key is the digest of the rows, not of their path. */
export function dataNode(loaded: LoadedDataset): DataNode {
  const { train, validation, test } = loaded;
  const digests = [train, validation, test].map((rows) => (rows ? { ...rowsDigest(rows) } : null));
  const digest = sha256(canonicalJson(digests));
  const made = node({
    id: 'data',
    kind: 'data',
    label: `load ${loaded.name}`,
    params: { digest, generated: loaded.generated },
    inputs: {},
    code: {}, // the content itself is in the key; how it was read does not matter
    run: async () => loaded,
  });
  return { ...made, loaded, digests: new Map() };
}
