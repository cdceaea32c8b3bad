import type { Problem } from '@selvedge/pipeline/spec';
import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { openTerminal } from '../terminal.js';
import { type SpecOptions, specOptions, withCommon, withSpec } from './common.js';

export function validateCommand(program: Command): void {
  const command = program
    .command('validate')
    .argument('<files...>', 'pipeline files')
    .summary('check pipeline files')
    .description(
      'Checks pipeline files and runs nothing. Every problem is shown as file:line:column; files of data that are missing, too.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  selvedge validate quickstart.pipeline.yaml\n  selvedge validate studies/*.pipeline.yaml --json',
    );
  withCommon(withSpec(command)).action(async (files: readonly string[], options: SpecOptions) => {
    const { InvalidSpecError, parseSpec, problemText } = await import('@selvedge/pipeline/spec');
    const terminal = openTerminal(options);
    const problems: Problem[] = [];
    for (const file of files) {
      try {
        const { models } = await parseSpec(file, { ...(await specOptions(file, options)), mustExist: true });
        const trials = models.reduce((sum, { sweep }) => sum + (sweep?.trials.length ?? 0), 0);
        const count = `${models.length} model${models.length === 1 ? '' : 's'}`;
        if (!options.json && !options.quiet) {
          terminal.out(`${terminal.color.green('✓')} ${file}: ${count}${trials > 0 ? `, ${trials} trials` : ''}`);
        }
      } catch (error) {
        if (!(error instanceof InvalidSpecError)) throw error;
        problems.push(...error.problems);
      }
    }
    if (options.json) terminal.out(JSON.stringify({ valid: problems.length === 0, problems }));
    else for (const problem of problems) terminal.err(problemText(problem));
    if (problems.length > 0) process.exitCode = EXIT.invalidSpec;
  });
}
