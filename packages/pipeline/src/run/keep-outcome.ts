import type { Node } from '@selvedge/workflow/types';
import { configNodes } from '../plan/config-nodes.js';
import type { PipelineEntry } from '../spec/pipeline.js';
import { unfinishedNote } from '../steps/unfinished.js';
import { type Point, pointsOfHistory } from '../track/tracker.js';
import { auditWarnings } from './audit-entry.js';
import { sourceFor } from './load-sources.js';
import type { RunContext } from './prepare-run.js';
import type { ModelResult } from './results.js';
import type { EntryOutcome } from './score-entry.js';
import { fittedFiles, type TrainedRows, writeModel } from './write-model.js';

/**
 * Logs what was measured, and lets go what the models that follow do not need.
 *
 * @param rows - what predictions have to know of the training rows
 * @returns puts the model into the run's folder
 */
export async function keepOutcome(
  outcome: EntryOutcome,
  rows: TrainedRows,
  next: PipelineEntry | undefined,
  context: RunContext,
): Promise<() => Promise<void>> {
  const { journal, executor } = context;
  const { result } = outcome;
  for (const text of auditWarnings(outcome.audit)) journal.emit({ event: 'note', level: 'warning', text });
  if (result.unfinished)
    journal.emit({ event: 'note', level: 'warning', text: unfinishedNote(result.name, result.unfinished) });
  await journal.log([...pointsOfHistory(result.name, result.history), ...pointsOfParts(result)]);
  const files = await fittedFiles(executor, outcome);
  executor.keepOnly(next ? preparedRows(next, context) : []);
  return () => writeModel(journal.folder, outcome, files, rows);
}

/** The prepared rows that the next model shares with this one. */
function preparedRows(next: PipelineEntry, context: RunContext): readonly Node[] {
  const { node: data } = sourceFor(context.sources, next.config.data);
  const nodes = configNodes({ entry: next, data, hasValidation: true, planning: context });
  return (['train', 'validation', 'test'] as const).map((part) => nodes.part(part));
}

/** What was measured once, at the end. */
function pointsOfParts({ name: model, parts }: ModelResult): readonly Point[] {
  return Object.entries(parts).flatMap(([part, { metrics }]) =>
    Object.entries(metrics).flatMap(([name, value]) => (value === null ? [] : [{ model, part, name, value, step: 0 }])),
  );
}
