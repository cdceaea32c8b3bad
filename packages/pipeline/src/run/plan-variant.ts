import { SelvedgeError } from '@selvedge/data';
import type { LoadedDataset } from '@selvedge/ingest';
import type { Executor, Node } from '@selvedge/workflow';
import type { PlannedVariant, Planning } from '../plan/planning.js';
import { numericSeed } from '../plan/setting-nodes.js';
import type { Variant } from '../spec/pipeline.js';
import { rowsNode } from '../steps/rows.js';

/**
 * Completes a row of the table with what its steps begin with; which steps there are depends on how rows are divided.
 *
 * @throws SelvedgeError `invalid-argument` for a sweep without validation rows
 */
export async function planVariant(
  variant: Variant,
  data: Node<LoadedDataset>,
  planning: Planning,
  executor: Executor,
): Promise<PlannedVariant> {
  const { setting } = variant;
  const parts = await executor.get(
    rowsNode(data, setting.data.subset, setting.split, numericSeed(setting.seed), planning.testSets),
  );
  if (variant.sweep && !parts.validation) {
    throw new SelvedgeError(
      'invalid-argument',
      `${variant.name}: a sweep chooses on validation rows and the split leaves none; give \`split\` a validation part.`,
    );
  }
  return { variant, data, hasValidation: parts.validation !== undefined, planning };
}
