import type { Command } from 'commander';
import { folder } from '../paths.js';
import { registryOfModel, withConfig } from '../registries.js';
import { openTerminal } from '../terminal.js';
import { withCommon } from './common.js';
import { type ModelOptions, runOrModel } from './predict.js';

interface Options extends ModelOptions {
  readonly output: string;
}

export function exportCommand(program: Command): void {
  const command = program
    .command('export')
    .summary('write a network of a run for Keras or tf.layers')
    .description(
      'Writes a network of a run as a .keras file of Keras 3, or as a folder of tf.layers. Scaling and other preparation become layers, so that it takes rows as the run did. Optimizer state is left out.',
    )
    .requiredOption('--model <run>', 'a run (folder, id, pipeline name, latest) or a model folder')
    .option('--name <model>', 'which model of a run with several')
    .requiredOption('-o, --output <path>', 'a file that ends in .keras, or a folder')
    .option('--runs <dir>', 'folder of all runs (also: SELVEDGE_RUNS)', folder)
    .option('--no-verify', 'load the model as it is, also where its files differ from what was written')
    .addHelpText('after', '\nExample:\n  selvedge export --model quickstart --name cnn -o cnn.keras');
  withCommon(withConfig(command)).action(async (options: Options) => {
    const { exportRunModel } = await import('@selvedge/pipeline');
    const terminal = openTerminal(options);
    const run = await runOrModel(options);
    const registry = await registryOfModel(run, options, options.name);
    const exported = await exportRunModel(run.path, options.name, options.output, {
      registry,
      ...(options.verify === false && { verify: false }),
    });
    const { classes, inputShape, columns } = exported;
    terminal.out(
      options.json
        ? JSON.stringify({ ...exported, output: options.output })
        : `${options.output}: rows of ${columns ? columns.join(', ') : inputShape.join(' x ')}; outputs ${classes.join(', ')}`,
    );
  });
}
