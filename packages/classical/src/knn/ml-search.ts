import type { Neighbors } from '@selvedge/compute/types';
import { nextTurn } from '@selvedge/compute/workers';
import type { Matrix, PredictOptions } from '@selvedge/data';
import { rowView } from '@selvedge/data/arithmetic';
import { throwIfAborted } from '@selvedge/data/checks';
import type { KdTree } from '@selvedge/mljs/types';

/** The nearest rows by ml-knn, on the caller's thread. */
export async function mlSearch(
  tree: KdTree,
  queries: Matrix,
  k: number,
  { signal, onProgress }: PredictOptions,
  onBlock: (found: Neighbors, first: number) => void,
): Promise<void> {
  for (let query = 0; query < queries.rows; query++) {
    throwIfAborted(signal, 'search for neighbours');
    const found = tree.nearest(rowView(queries, query), k);
    const rows = Uint32Array.from(found, ({ row }) => row);
    onBlock({ rows, distances: Float64Array.from(found, ({ distance }) => distance), k }, query);
    onProgress?.({ step: 'search for neighbours', done: query + 1, total: queries.rows });
    await nextTurn();
  }
}
