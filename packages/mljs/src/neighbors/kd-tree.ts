import type { Matrix } from '@selvedge/data';
import MlKnn from 'ml-knn';
import { nestedRows } from '../nested-rows.js';

/** Rows in the k-d tree of ml-knn. */
export interface KdTree {
  /**
   * The nearest rows of a point by Euclidean distance, nearest first. Which of several rows at the k-th distance it
   * takes is its own choice; among those it gives, the lower row number comes first.
   */
  nearest(point: ArrayLike<number>, k: number): { readonly row: number; readonly distance: number }[];
}

/** Puts rows into the k-d tree of ml-knn. */
export function openKdTree(rows: Matrix): KdTree {
  const nested = nestedRows(rows);
  // Row numbers stand where it expects labels. Its own k is for its predictions, which are not used here.
  const { kdTree } = new MlKnn(nested, Array.from(nested.keys()), { k: 1 });
  return {
    nearest(point, k) {
      const found = kdTree.nearest(Array.from<number>(point), k).map(([place, distance]) => ({
        row: place[place.length - 1],
        distance,
      }));
      return found.sort((a, b) => a.distance - b.distance || a.row - b.row);
    },
  };
}
