import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HtmlReportOptions } from '@selvedge/report/types';
import type { ReportSpec } from '../spec/report-schema.js';
import type { Misclassified } from '../steps/misclassified.js';
import type { Environment } from './environment.js';
import type { RunResults } from './results.js';
import type { RunFolder, RunRecord } from './run-folder.js';
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
    const found = await readMisclassified(join(folder.path, 'models', name));
    if (found) misclassified.set(name, found);
  }
  const document = reportDocument({
    spec,
    results,
    record,
    misclassified,
    environment: await folder.readJson<Environment>('environment.json'),
    resolved: await folder.readJson('spec.resolved.json'),
  });
  await folder.write('report.md', markdownReport(document));
  if (spec.html !== false) await folder.write('report.html', await htmlReport(document, options));
}

async function readMisclassified(folder: string): Promise<Misclassified | undefined> {
  const read = (name: string): Promise<string | undefined> =>
    readFile(join(folder, name), 'utf8').catch(() => undefined);
  const text = await read(MISCLASSIFIED_FILE);
  if (text !== undefined) return JSON.parse(text) as Misclassified;
  // Runs of earlier releases call both the file and its list so.
  const former = await read('mistakes.json');
  if (former === undefined) return undefined;
  const { mistakes, ...rest } = JSON.parse(former) as { readonly mistakes: Misclassified['misclassified'] };
  return { ...(rest as Omit<Misclassified, 'misclassified'>), misclassified: mistakes };
}
