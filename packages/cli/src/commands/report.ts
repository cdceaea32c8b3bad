import { join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import { findRun, RunFolder, readResolved, readResults, updateManifest } from '@selvedge/pipeline/runs';
import type { ReportSpec } from '@selvedge/pipeline/types';
import type { Command } from 'commander';
import { shortPath } from '../show-results.js';
import { openTerminal } from '../terminal.js';
import type { CommonOptions } from './common.js';
import { runsFolder, withRuns } from './runs.js';

export function reportCommand(program: Command): void {
  const command = program
    .command('report')
    .argument('<runs...>', 'folders, ids or their beginnings, pipeline names, or latest')
    .summary('write the reports of runs again')
    .description("Writes report.html and report.md of finished runs again, from what the runs' folders hold.")
    .addHelpText('after', '\nExamples:\n  selvedge report latest\n  selvedge report quickstart knn --json');
  withRuns(command).action(
    async (
      texts: readonly string[],
      options: CommonOptions & { readonly runs?: string; readonly verify?: boolean },
    ) => {
      const { writeReport } = await import('@selvedge/pipeline');
      const terminal = openTerminal(options);
      for (const text of texts) {
        const { path, ...record } = await findRun(text, runsFolder(options), options);
        if (record.status !== 'finished')
          throw new SelvedgeError(
            'not-found',
            `run ${record.id} did not finish (${record.status}); there is nothing to report.`,
          );
        const folder = new RunFolder(path, options);
        const { report = {} } = await readResolved<{ report?: ReportSpec }>(folder);
        await writeReport(folder, { ...report, html: true }, await readResults(folder), record);
        await updateManifest(path, ['report.html', 'report.md']);
        const written = ['report.html', 'report.md'].map((name) => join(path, name));
        if (options.json) terminal.out(JSON.stringify({ run: record.id, written }));
        else for (const file of written) terminal.out(shortPath(file));
      }
    },
  );
}
