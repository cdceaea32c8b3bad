import type { Dataset } from '@selvedge/data';
import { bytesOf } from '@selvedge/data/checks';
import { sha256 } from '@selvedge/files';
import type { LoadedDataset } from '@selvedge/ingest/types';
import { canonicalJson, node } from '@selvedge/workflow';
import type { Node } from '@selvedge/workflow/types';

/** The root of every plan: rows that are already in memory. Its key is the digest of their content, not of their path. */
export function dataNode(loaded: LoadedDataset): Node<LoadedDataset> {
  const digest = sha256(digestOf(loaded.train), loaded.test ? digestOf(loaded.test) : 'no test rows');
  return node({
    id: 'data',
    kind: 'data',
    label: `load ${loaded.name}`,
    params: { digest, generated: loaded.generated },
    inputs: {},
    code: {}, // the content itself is in the key; how it was read does not matter
    run: async () => loaded,
  });
}

function digestOf({ features, labels, classes, shape }: Dataset): string {
  const about = canonicalJson({ classes, shape, rows: features.rows, type: features.values.constructor.name });
  return sha256(about, bytesOf(features.values), bytesOf(labels));
}
