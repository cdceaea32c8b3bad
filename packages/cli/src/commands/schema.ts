import { pipelineJsonSchema } from '@selvedge/pipeline';
import type { Command } from 'commander';
import { openTerminal } from '../terminal.js';
import { type CommonOptions, withCommon } from './common.js';

export function schemaCommand(program: Command): void {
  const command = program
    .command('schema')
    .summary('print the JSON Schema of pipeline files')
    .description('Prints the JSON Schema of pipeline files. Editors use it for completion and documentation.')
    .addHelpText(
      'after',
      `
Examples:
  selvedge schema > pipeline.schema.json
In a YAML file, for editors with the YAML language server:
  # yaml-language-server: $schema=./pipeline.schema.json`,
    );
  withCommon(command).action((options: CommonOptions) => {
    openTerminal(options).out(JSON.stringify(pipelineJsonSchema(), null, options.json ? undefined : 2));
  });
}
