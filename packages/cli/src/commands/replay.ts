import { findRun } from '@selvedge/pipeline/runs';
import type { Command } from 'commander';
import { displayOf } from '../display/display-of.js';
import { EXIT, RunError } from '../exit-codes.js';
import { interruptSignal } from '../interrupt.js';
import { type ConfigOptions, registryOfRun, withConfig } from '../registries.js';
import { openTerminal } from '../terminal.js';
import { type CommonOptions, type DataOptions, withData } from './common.js';
import { runsFolder, withRuns } from './runs.js';

export function replayCommand(program: Command): void {
  const command = program
    .command('replay')
    .argument('<run>', 'a folder, an id or its beginning, a pipeline name, or latest')
    .summary('run a run again and compare bit for bit')
    .description(
      'Runs a finished run again from its own folder, with an empty cache, and compares predictions and metrics bit for bit.',
    )
    .option('--allow-outside', 'accept paths that lead out of the project')
    .addHelpText('after', '\nExample:\n  selvedge replay latest');
  withRuns(withData(withConfig(command))).action(
    async (
      text: string,
      options: CommonOptions &
        ConfigOptions &
        DataOptions & { runs?: string; verify?: boolean; allowOutside?: boolean },
    ) => {
      const terminal = openTerminal(options);
      const { replay } = await import('@selvedge/pipeline');
      const found = await findRun(text, runsFolder(options), options);
      const registry = await registryOfRun(found, options);
      const { signal, dispose } = interruptSignal(terminal);
      const display = displayOf(terminal, options);
      try {
        const result = await replay(found, {
          registry,
          signal,
          onEvent: display.onEvent,
          ...(options.data !== undefined && { dataDirectory: options.data }),
          ...(options.offline && { offline: true }),
          ...(options.allowOutside && { allowOutside: true }),
        }).catch((cause: unknown) => {
          throw new RunError(cause);
        });
        display.close();
        if (options.json) terminal.out(JSON.stringify(result));
        else if (result.same) terminal.out(`${terminal.color.green('✓')} ${found.id}: identical bit for bit`);
        else {
          terminal.out(`${terminal.color.red('✗')} ${found.id}: not the same`);
          for (const line of result.differences) terminal.out(`  ${line}`);
          for (const line of result.changed) terminal.out(`  changed since: ${line}`);
        }
        if (!result.same) process.exitCode = EXIT.runFailed;
      } finally {
        display.close();
        dispose();
      }
    },
  );
}
