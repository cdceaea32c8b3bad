import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportSpec } from '../spec/report-schema.js';
import type { Mistakes } from '../steps/mistakes.js';
import type { Environment } from './environment.js';
import type { RunResults } from './results.js';
import type { RunFolder, RunRecord } from './run-folder.js';
import { MISTAKES_FILE } from './write-model.js';

/** Writes what people read, from what the run's folder holds: report.html and report.md. */
export async function writeReport(
  folder: RunFolder,
  spec: ReportSpec,
  results: RunResults,
  record: RunRecord,
): Promise<void> {
  // Drawing brings a large library: loaded when it is needed, so that other commands start quickly.
  const { htmlReport, markdownReport } = await import('@selvedge/report');
  const { reportDocument } = await import('../report/report-document.js');
  const mistakes = new Map<string, Mistakes>();
  for (const { name } of results.models) {
    const text = await readFile(join(folder.path, 'models', name, MISTAKES_FILE), 'utf8').catch(() => undefined);
    if (text !== undefined) mistakes.set(name, JSON.parse(text) as Mistakes);
  }
  const document = reportDocument({
    spec,
    results,
    record,
    mistakes,
    environment: await folder.readJson<Environment>('environment.json'),
    resolved: await folder.readJson('spec.resolved.json'),
  });
  await folder.write('report.md', markdownReport(document));
  if (spec.html !== false) await folder.write('report.html', await htmlReport(document));
}
