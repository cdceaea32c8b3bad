import type { WorkerContext } from '@selvedge/compute/types';
import { serveWorker } from '@selvedge/compute/workers';
import { type AugmentedRows, type AugmentSource, rowAugmenter } from './augment-rows.js';

let augment: ReturnType<typeof rowAugmenter> | undefined;

/** The methods of the thread. */
export type AugmentApi = {
  open(source: AugmentSource): void;
  rows(request: { rows: Uint32Array; epoch: number }, context: WorkerContext): AugmentedRows;
};

serveWorker<AugmentApi>({
  open(source) {
    augment = rowAugmenter(source);
  },
  rows({ rows, epoch }, context) {
    if (augment === undefined) throw new Error('internal: the thread has no rows yet');
    const changed = augment(rows, epoch);
    context.transfer(changed.values.buffer as ArrayBuffer);
    if (changed.targets) context.transfer(changed.targets.buffer as ArrayBuffer);
    return changed;
  },
});
