import { createRequire } from 'node:module';
import { Command } from 'commander';
import { cacheCommand } from './commands/cache.js';
import { compareCommand } from './commands/compare.js';
import { dataCommand } from './commands/data.js';
import { exportCommand } from './commands/export.js';
import { graphCommand } from './commands/graph.js';
import { initCommand } from './commands/init.js';
import { modelCommand } from './commands/model.js';
import { predictCommand } from './commands/predict.js';
import { replayCommand } from './commands/replay.js';
import { reportCommand } from './commands/report.js';
import { runCommand } from './commands/run.js';
import { runsCommand, whyCommand } from './commands/runs.js';
import { schemaCommand } from './commands/schema.js';
import { validateCommand } from './commands/validate.js';
import { watchCommand } from './commands/watch.js';
import { workerCommand, workersCommand } from './commands/worker.js';
import { EXIT, EXIT_MEANINGS } from './exit-codes.js';
import { wrap } from './table.js';

/** The whole command line. */
export function createProgram(): Command {
  const { version } = createRequire(import.meta.url)('@selvedge/cli/package.json') as { version: string };
  const program = new Command('selvedge')
    .description('Machine-learning pipelines, declared once: cached, resumable, replayable.')
    .version(version)
    .showHelpAfterError('(selvedge --help shows what there is)')
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText(
      'after',
      `
Exit codes:
${exitCodes()}

Examples:
  selvedge run quickstart.pipeline.yaml
  selvedge validate quickstart.pipeline.yaml
  selvedge run quickstart.pipeline.yaml --dry-run --set models.0.model.k=7`,
    );
  for (const add of [
    initCommand,
    runCommand,
    validateCommand,
    graphCommand,
    whyCommand,
    runsCommand,
    reportCommand,
    compareCommand,
    replayCommand,
    watchCommand,
    predictCommand,
    exportCommand,
    modelCommand,
    workerCommand,
    workersCommand,
    cacheCommand,
    dataCommand,
    schemaCommand,
  ])
    add(program);
  return program;
}

const exitCodes = (): string =>
  Object.entries(EXIT)
    .map(([name, code]) => [String(code).padStart(5), EXIT_MEANINGS[name as keyof typeof EXIT]])
    .map(([code, meaning]) => `${code}  ${wrap(meaning, 73).replaceAll('\n', '\n       ')}`)
    .join('\n');
