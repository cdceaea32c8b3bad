import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import type { Registry } from '@selvedge/pipeline';
import { findProject, type RunRecord } from '@selvedge/pipeline/runs';
import type { RunKinds } from '@selvedge/pipeline/types';
import type { Command } from 'commander';
import { existingFile } from './paths.js';

/** The option of commands that need to know what pipeline files can name. */
export interface ConfigOptions {
  readonly config?: string;
}

export function withConfig(command: Command): Command {
  return command.option(
    '--config <file>',
    'plugins (default: the nearest selvedge.config.js or .mjs of the project, from the pipeline file upwards)',
    existingFile,
  );
}

/** What a pipeline file can name: plugins of `--config`, or of the configuration file nearest to it. */
export async function registryOfFile(file: string, { config }: ConfigOptions): Promise<Registry> {
  const { loadRegistry, projectRegistry } = await import('@selvedge/pipeline/spec');
  return config === undefined ? projectRegistry(dirname(resolve(file))) : loadRegistry(config);
}

/** The same without a pipeline file: from the working directory upwards. */
export async function registryHere({ config }: ConfigOptions): Promise<Registry> {
  const { loadRegistry, projectRegistry } = await import('@selvedge/pipeline/spec');
  return config === undefined ? projectRegistry(process.cwd()) : loadRegistry(config);
}

/** A run, or a folder of a saved model without one. */
type MadeWith = Pick<RunRecord, 'configFile' | 'plugins'> & { readonly path: string };

/**
 * What the models and the preparation of a run need: nothing where all of them come with Selvedge, for the layers of named
 * networks are saved. A configuration file is code, and a run may come from anywhere: the file that a run names is loaded
 * only where it lies in the project of the working directory.
 *
 * @param name - the one model of the run that is needed
 * @throws SelvedgeError `invalid-spec` when a model or a preparation step comes with a plugin that is not found
 */
export async function registryOfRun(run: MadeWith, options: ConfigOptions, name?: string): Promise<Registry> {
  const { createRegistry, kindsMissing, loadRegistry, pluginKindsOf } = await import('@selvedge/pipeline');
  const needed = await pluginKindsOf(run.path, run, name);
  const { configFile } = run;
  const project = findProject(process.cwd());
  const isOurs = configFile !== undefined && (await liesIn(project, configFile));
  const isNeeded = needed.models.length + needed.transforms.length > 0;
  if (options.config === undefined && !isNeeded) return createRegistry();
  const registry =
    options.config === undefined && isOurs ? await loadRegistry(configFile) : await registryHere(options);
  const missing = kindsMissing(registry, needed);
  if (missing.models.length + missing.transforms.length === 0) return registry;
  throw pluginMissing(run, missing, registry.configFile);
}

/**
 * What loads a model of a run: `registryOfRun`, with the keys of the project here, one of which must have signed it. The
 * configuration is loaded for them even where nothing else needs it: one that is broken may list some.
 */
export async function registryOfModel(run: MadeWith, options: ConfigOptions, name?: string): Promise<Registry> {
  const { trustedKeys } = await registryHere(options);
  const registry = await registryOfRun(run, options, name);
  return trustedKeys ? { ...registry, trustedKeys } : registry;
}

function pluginMissing(run: MadeWith, { models, transforms }: RunKinds, looked: string | undefined): SelvedgeError {
  const kinds = [
    ...models.map((kind) => `the model '${kind}'`),
    ...transforms.map((kind) => `the preparation step '${kind}'`),
  ];
  const found =
    looked === undefined ? `no configuration file was found from ${process.cwd()} upwards` : `${looked} registers none`;
  return new SelvedgeError(
    'invalid-spec',
    `${run.path} needs a plugin for ${kinds.join(' and ')}, and ${found}.${historyOf(run)} Pass --config FILE, a file with \`export default { plugins: [plugin] };\`.`,
  );
}

/** Where the plugins of a run came from, and why they were not taken from there. */
function historyOf({ configFile, plugins = [] }: MadeWith): string {
  if (plugins.length === 0) return '';
  const named = plugins.map(({ name, version }) => [name, version].filter(Boolean).join(' ')).join(', ');
  if (configFile === undefined) return ` The run was made with the plugin ${named}, by a program.`;
  const today = existsSync(configFile)
    ? 'which lies outside this project or has other plugins now'
    : 'which is not there any more';
  return ` The run was made with the plugin ${named} of ${configFile}, ${today}.`;
}

async function liesIn(folder: string, file: string): Promise<boolean> {
  const found = await realpath(file).catch(() => undefined);
  if (found === undefined) return false;
  const within = relative(await realpath(folder), found);
  return within !== '..' && !within.startsWith(`..${sep}`) && !isAbsolute(within);
}
