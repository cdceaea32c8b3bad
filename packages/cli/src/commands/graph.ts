import { writeWhole } from '@selvedge/files';
import { type Command, Option } from 'commander';
import { readingData } from '../exit-codes.js';
import { planMermaid, planSvg } from '../plan/draw-plan.js';
import { openTerminal } from '../terminal.js';
import { type DataOptions, type SpecOptions, specOptions, withCommon, withData, withSpec } from './common.js';

export function graphCommand(program: Command): void {
  const command = program
    .command('graph')
    .argument('<file>', 'a pipeline file')
    .summary('draw the plan of a pipeline')
    .description('Draws the plan of a pipeline: which steps there are, what is cached and what would run.')
    .addOption(new Option('--format <format>', 'default: from the ending of --output').choices(['mermaid', 'svg']))
    .option('-o, --output <file>', 'default: stdout')
    .addHelpText(
      'after',
      '\nExamples:\n  selvedge graph quickstart.pipeline.yaml\n  selvedge graph quickstart.pipeline.yaml -o plan.svg',
    );
  withCommon(withData(withSpec(command))).action(
    async (file: string, options: SpecOptions & DataOptions & { format?: 'mermaid' | 'svg'; output?: string }) => {
      const { parseSpec, planOf } = await import('@selvedge/pipeline');
      const terminal = openTerminal(options);
      const pipeline = await parseSpec(file, await specOptions(file, options));
      const planning = planOf(pipeline, {
        ...(options.data !== undefined && { dataDirectory: options.data }),
        offline: true, // a plan fetches nothing
      });
      const plan = await readingData(planning, 'by pipeline');
      const format = options.format ?? (options.output?.endsWith('.svg') ? 'svg' : 'mermaid');
      const text = options.json ? JSON.stringify(plan) : format === 'svg' ? planSvg(plan) : planMermaid(plan);
      if (options.output === undefined) terminal.out(text);
      else await writeWhole(options.output, text);
    },
  );
}
