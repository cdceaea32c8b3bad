import type { LabelledRows } from '@selvedge/data';
import type { FoldSource } from '../folds/folds.js';

/** What folds are made from, of rows and options. */
export function sourceOf({ labels }: Pick<LabelledRows, 'labels'>, { groups }: Pick<FoldSource, 'groups'>): FoldSource {
  return groups ? { labels, groups } : { labels };
}
