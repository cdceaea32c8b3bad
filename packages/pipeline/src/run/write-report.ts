import { htmlReport, markdownReport } from '@selvedge/report';
import type { Pipeline } from '../spec/pipeline.js';
import { reportDocument } from './report-document.js';
import type { RunResults } from './results.js';
import type { RunFolder, RunRecord } from './run-folder.js';

/** Writes what people read: report.html and report.md. */
export async function writeReport(
  folder: RunFolder,
  pipeline: Pipeline,
  results: RunResults,
  record: RunRecord,
): Promise<void> {
  const document = reportDocument(pipeline, results, record, JSON.stringify(pipeline.resolved, null, 2));
  await folder.write('report.md', markdownReport(document));
  if (pipeline.report.html !== false) await folder.write('report.html', await htmlReport(document));
}
