import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { HtmlReportOptions } from '@selvedge/report/types';
import type { ReportSpec } from '../spec/report-schema.js';
import type { Misclassified } from '../steps/misclassified.js';
import type { RunResults } from './results.js';
import type { RunFolder, RunRecord } from './run-folder.js';
import { readEnvironment, readMisclassified, readResolved } from './stored-run.js';
import { MISCLASSIFIED_FILE } from './write-model.js';

/**
 * Writes what people read, from what the run's folder holds: report.html and report.md.
 *
 * @param options - how the HTML report is drawn
 */
export async function writeReport(
  folder: RunFolder,
  spec: ReportSpec,
  results: RunResults,
  record: RunRecord,
  options: HtmlReportOptions = {},
): Promise<void> {
  // Drawing brings a large library: loaded when it is needed, so that other commands start quickly.
  const { htmlReport, markdownReport } = await import('@selvedge/report');
  const { reportDocument } = await import('../report/report-document.js');
  const misclassified = new Map<string, Misclassified>();
  for (const { name } of results.models) {
    const found = await misclassifiedOf(folder, join('models', name));
    if (found) misclassified.set(name, found);
  }
  const document = reportDocument({
    spec,
    results,
    record,
    misclassified,
    environment: await readEnvironment(folder),
    resolved: await readResolved(folder),
  });
  await folder.write('report.md', markdownReport(document));
  if (spec.html !== false) await folder.write('report.html', await htmlReport(document, options));
}

async function misclassifiedOf(folder: RunFolder, model: string): Promise<Misclassified | undefined> {
  const isThere = (name: string): boolean => existsSync(join(folder.path, model, name));
  if (isThere(MISCLASSIFIED_FILE)) return readMisclassified(folder, join(model, MISCLASSIFIED_FILE));
  // Runs of earlier releases call both the file and its list so.
  if (!isThere('mistakes.json')) return undefined;
  const { mistakes, ...rest } = await folder.readJson<{ readonly mistakes: Misclassified['misclassified'] }>(
    join(model, 'mistakes.json'),
  );
  return { ...(rest as Omit<Misclassified, 'misclassified'>), misclassified: mistakes };
}
