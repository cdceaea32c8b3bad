import type { Pipeline } from '../spec/pipeline.js';
import type { RunResults } from './results.js';
import type { RunFolder, RunRecord } from './run-folder.js';

/** Writes what people read: report.html and report.md. */
export async function writeReport(
  folder: RunFolder,
  pipeline: Pipeline,
  results: RunResults,
  record: RunRecord,
): Promise<void> {
  // Drawing brings a large library: loaded when it is needed, so that other commands start quickly.
  const { htmlReport, markdownReport } = await import('@selvedge/report');
  const { reportDocument } = await import('./report-document.js');
  const document = reportDocument(pipeline, results, record, JSON.stringify(pipeline.resolved, null, 2));
  await folder.write('report.md', markdownReport(document));
  if (pipeline.report.html !== false) await folder.write('report.html', await htmlReport(document));
}
