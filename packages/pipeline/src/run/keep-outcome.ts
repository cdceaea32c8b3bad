import type { Node } from '@selvedge/workflow';
import { settingNodes } from '../plan/setting-nodes.js';
import type { Variant } from '../spec/pipeline.js';
import { type Point, pointsOfHistory } from '../track/tracker.js';
import { auditWarnings } from './audit-variant.js';
import { sourceFor } from './load-sources.js';
import type { RunContext } from './prepare-run.js';
import type { ModelResult } from './results.js';
import type { VariantOutcome } from './score-variant.js';
import { writeModel } from './write-model.js';

/** Logs what was measured, puts the model into the run's folder, and lets go what the models that follow do not need. */
export async function keepOutcome(
  outcome: VariantOutcome,
  next: Variant | undefined,
  context: RunContext,
): Promise<void> {
  const { journal, cache, executor } = context;
  const { result } = outcome;
  for (const text of auditWarnings(outcome.audit)) journal.emit({ event: 'note', level: 'warning', text });
  await journal.log([...pointsOfHistory(result.name, result.history), ...pointsOfParts(result)]);
  await writeModel(journal.folder, cache, outcome);
  executor.keepOnly(next ? preparedRows(next, context) : []);
}

/** The prepared rows that the next model shares with this one. */
function preparedRows(next: Variant, context: RunContext): readonly Node[] {
  const { node: data } = sourceFor(context.sources, next.setting.data);
  const nodes = settingNodes({ variant: next, data, hasValidation: true, planning: context });
  return (['train', 'validation', 'test'] as const).map((part) => nodes.part(part));
}

/** What was measured once, at the end. */
function pointsOfParts({ name: model, parts }: ModelResult): readonly Point[] {
  return Object.entries(parts).flatMap(([part, { metrics }]) =>
    Object.entries(metrics).flatMap(([name, value]) => (value === null ? [] : [{ model, part, name, value, step: 0 }])),
  );
}
