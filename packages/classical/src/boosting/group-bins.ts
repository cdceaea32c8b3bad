import { isShared, sharedBuffer } from '@selvedge/compute/workers';
import type { BinnedColumns } from '../tree/binned-columns.js';
import { dividedInto } from '../tree/divided-into.js';
import { treeThreads } from '../tree/threads.js';
import { fillGroups, type GroupedBins, groupsOf, HAS_MISSING, LANES, measureBins } from './grouped-bins.js';

/** Tables of fewer bytes are not worth a message to a thread. */
const SHARED_BYTES = 2 ** 20;

/** Groups the columns that can be cut, large tables in worker threads where these share memory. */
export async function groupBins(
  { byColumn, rows, columns, missing }: BinnedColumns,
  threads: number | undefined,
): Promise<GroupedBins> {
  const pool = rows * columns >= SHARED_BYTES && isShared(byColumn) ? treeThreads(threads) : undefined;
  const measuring = dividedInto(pool?.threads ?? 1, columns).map((part) => ({ ...part, byColumn, rows }));
  const measured = pool ? await pool.map('measureBins', measuring) : measuring.map(measureBins);
  const sizes = measured.flatMap((part) => [...part]);
  const kept = sizes.flatMap((size, column) => (size > 0 ? [column] : []));
  const groups = groupsOf(kept.length);
  const grouped: GroupedBins = {
    rows,
    columns: Int32Array.from(kept),
    sizes: Uint16Array.from(kept, (column) => sizes[column] | (missing?.[column] ? HAS_MISSING : 0)),
    bins: new Uint8Array(sharedBuffer(groups * LANES * rows)),
    byRow: new Uint8Array(sharedBuffer(groups * LANES * rows)),
  };
  const parts = dividedInto(pool?.threads ?? 1, groups).map((part) => ({ ...grouped, ...part, byColumn }));
  if (pool) await pool.map('fillGroups', parts);
  else parts.forEach(fillGroups);
  return grouped;
}
