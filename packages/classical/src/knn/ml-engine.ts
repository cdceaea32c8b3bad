import type { Neighbors } from '@selvedge/compute';
import { type Matrix, type PredictOptions, rowView, throwIfAborted } from '@selvedge/data';
import { loadMlKnn, type MlKnn } from '../ml-packages.js';

/** Puts rows into the k-d tree of the npm package ml-knn. Row numbers stand where it expects labels. */
export async function openMlSearch(rows: Matrix, k: number): Promise<MlKnn> {
  const Knn = await loadMlKnn();
  const nested = Array.from({ length: rows.rows }, (_, row) => Array.from<number>(rowView(rows, row)));
  return new Knn(nested, Array.from(nested.keys()), { k });
}

/**
 * The nearest rows by ml-knn, on the caller's thread. Which of several rows at the k-th distance it takes is its own
 * choice; among those it gives, the lower row number comes first.
 */
export async function mlSearch(
  tree: MlKnn,
  queries: Matrix,
  k: number,
  { signal, onProgress }: PredictOptions,
  onBlock: (found: Neighbors, first: number) => void,
): Promise<void> {
  for (let query = 0; query < queries.rows; query++) {
    throwIfAborted(signal, 'search for neighbours');
    const found = tree.kdTree.nearest(Array.from<number>(rowView(queries, query)), k).map(([point, distance]) => ({
      row: point[point.length - 1],
      distance,
    }));
    found.sort((a, b) => a.distance - b.distance || a.row - b.row);
    const rows = Uint32Array.from(found, ({ row }) => row);
    onBlock({ rows, distances: Float64Array.from(found, ({ distance }) => distance), k }, query);
    onProgress?.({ step: 'search for neighbours', done: query + 1, total: queries.rows });
    await new Promise(setImmediate); // lets the caller's timers and signals in
  }
}
