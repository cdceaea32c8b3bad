import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { findProject, loadRegistry, projectRegistry, type Registry, type RunRecord } from '@selvedge/pipeline';
import type { Command } from 'commander';

/** The option of commands that need to know what pipeline files can name. */
export interface ConfigOptions {
  readonly config?: string;
}

export function withConfig(command: Command): Command {
  return command.option(
    '--config <file>',
    'plugins (default: the nearest selvedge.config.js or .mjs of the project, from the pipeline file upwards)',
  );
}

/** What a pipeline file can name: plugins of `--config`, or of the configuration file nearest to it. */
export async function registryOfFile(file: string, { config }: ConfigOptions): Promise<Registry> {
  return config === undefined ? projectRegistry(dirname(resolve(file))) : loadRegistry(config);
}

/** The same without a pipeline file: from the working directory upwards. */
export async function registryHere({ config }: ConfigOptions): Promise<Registry> {
  return config === undefined ? projectRegistry(process.cwd()) : loadRegistry(config);
}

/**
 * What a run was made with. A configuration file is code, and a run may come from anywhere: the file that a run names is
 * loaded only where it lies in the project of the working directory.
 */
export async function registryOfRun(
  { configFile }: Pick<RunRecord, 'configFile'>,
  options: ConfigOptions,
): Promise<Registry> {
  const isOurs = configFile !== undefined && (await liesIn(findProject(process.cwd()), configFile));
  return options.config === undefined && isOurs ? loadRegistry(configFile) : registryHere(options);
}

async function liesIn(folder: string, file: string): Promise<boolean> {
  const found = await realpath(file).catch(() => undefined);
  if (found === undefined) return false;
  const within = relative(await realpath(folder), found);
  return within !== '..' && !within.startsWith(`..${sep}`) && !isAbsolute(within);
}
