import { SelvedgeError } from '@selvedge/data';
import type { Executor } from '@selvedge/workflow/types';
import { numericSeed } from '../plan/config-nodes.js';
import type { PlannedEntry, Planning } from '../plan/planning.js';
import type { PipelineEntry } from '../spec/pipeline.js';
import type { DataNode } from '../steps/data.js';
import { rowsNode } from '../steps/rows.js';

/**
 * Completes a row of the table with what its steps begin with; which steps there are depends on how rows are divided.
 *
 * @throws SelvedgeError `invalid-argument` for a sweep without validation rows
 */
export async function planEntry(
  entry: PipelineEntry,
  data: DataNode,
  planning: Planning,
  executor: Executor,
): Promise<PlannedEntry> {
  const { config } = entry;
  const parts = await executor.get(
    rowsNode(data, config.data.subset, config.split, numericSeed(config.seed), planning.testSets),
  );
  if (entry.sweep && !parts.validation) {
    throw new SelvedgeError(
      'invalid-argument',
      `${entry.name}: a sweep chooses on validation rows and the split leaves none; give \`split\` a validation part.`,
    );
  }
  return { entry, data, hasValidation: parts.validation !== undefined, planning };
}
