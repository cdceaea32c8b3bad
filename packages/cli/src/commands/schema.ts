import type { Command } from 'commander';
import { type ConfigOptions, registryHere, withConfig } from '../registries.js';
import { openTerminal } from '../terminal.js';
import { type CommonOptions, withCommon } from './common.js';

export function schemaCommand(program: Command): void {
  const command = program
    .command('schema')
    .summary('print the JSON Schema of pipeline files')
    .description(
      'Prints the JSON Schema of pipeline files, with what the plugins of the project add. Editors use it for completion and documentation.',
    )
    .addHelpText(
      'after',
      `
Examples:
  selvedge schema > pipeline.schema.json
  selvedge schema --config studies/selvedge.config.js
In a YAML file, for editors with the YAML language server:
  # yaml-language-server: $schema=./pipeline.schema.json`,
    );
  withCommon(withConfig(command)).action(async (options: CommonOptions & ConfigOptions) => {
    const { pipelineJsonSchema } = await import('@selvedge/pipeline');
    const schema = pipelineJsonSchema(await registryHere(options));
    openTerminal(options).out(JSON.stringify(schema, null, options.json ? undefined : 2));
  });
}
