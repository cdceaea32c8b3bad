import type { Pipeline } from '../spec/pipeline.js';
import type { RunResults } from './results.js';
import type { RunFolder, RunRecord } from './run-folder.js';
import { summaryMarkdown } from './summary.js';

/** Writes what people read. */
export async function writeReport(
  folder: RunFolder,
  pipeline: Pipeline,
  results: RunResults,
  record: RunRecord,
): Promise<void> {
  await folder.write('report.md', summaryMarkdown(pipeline, results, record));
}
