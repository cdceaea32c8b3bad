import type { Registry } from '@selvedge/pipeline';
import type { Override } from '@selvedge/pipeline/types';
import type { Command } from 'commander';
import { UsageError } from '../exit-codes.js';
import { existingFolder } from '../paths.js';
import { type ConfigOptions, registryOfFile, withConfig } from '../registries.js';

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
}

/** Options of commands that read a pipeline file. */
export interface SpecOptions extends CommonOptions, ConfigOptions {
  readonly set?: readonly string[];
  readonly seed?: string;
  readonly allowOutside?: boolean;
}

/** Options of commands that need data. */
export interface DataOptions {
  readonly data?: string;
  readonly offline?: boolean;
}

export function withCommon(command: Command): Command {
  return command
    .option('--json', 'print the result as JSON on stdout')
    .option('-q, --quiet', 'no progress; warnings alone')
    .option('--verbose', 'show stack traces of errors')
    .option('--no-color', 'no colours (also: NO_COLOR=1)');
}

export function withSpec(command: Command): Command {
  return withConfig(command)
    .option('--set <path=value>', 'set a field, for instance model.k=7; may be repeated', collectSet, [])
    .option('--seed <seed>', 'the same as --set seed=SEED')
    .option('--allow-outside', 'accept paths in the file that lead out of the project');
}

export function withData(command: Command): Command {
  return command
    .option('--data <dir>', 'a folder with one folder per data set (also: SELVEDGE_DATA)', existingFolder)
    .option('--offline', 'fetch nothing');
}

const collectSet = (text: string, before: readonly string[]): readonly string[] => [...before, text];

async function overrideOf(text: string): Promise<Override> {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--set: got '${text}'; need path=value, for instance --set model.k=7`);
  return { path: text.slice(0, at).trim(), value: await plainOf(text.slice(at + 1)) };
}

/** YAML's plain values and flow lists: `7`, `true`, `[1, 2]`, `first`. */
async function plainOf(text: string): Promise<unknown> {
  if (text.length > 10_000) throw new UsageError('--set: the value is longer than 10,000 characters');
  if ((text.match(/[[{]/g)?.length ?? 0) > 50) throw new UsageError('--set: the value is nested too deeply');
  const { parse } = await import('yaml');
  try {
    return parse(text, { maxAliasCount: 0, prettyErrors: false, logLevel: 'silent' }) ?? null;
  } catch (error) {
    if (error instanceof TypeError) throw error; // of ours, not of the text
    return text;
  }
}

/** What `parseSpec` takes from the command line, and what the file can name. */
export async function specOptions(
  file: string,
  { set = [], seed, allowOutside, ...options }: SpecOptions,
): Promise<{ set: readonly Override[]; allowOutside?: boolean; registry: Registry }> {
  const texts = [...set, ...(seed === undefined ? [] : [`seed=${seed}`])];
  const registry = await registryOfFile(file, options);
  return {
    set: await Promise.all(texts.map(overrideOf)),
    ...(allowOutside && { allowOutside }),
    registry,
  };
}
