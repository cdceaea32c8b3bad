import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf, SelvedgeError, shown } from '@selvedge/data';
import { sha256 } from '@selvedge/workflow';
import type { Plugin } from '../registry/plugin.js';
import { BUILT_IN, createRegistry, type Registry } from '../registry/registry.js';
import { findConfig } from './find-config.js';

/** What `selvedge.config.js` exports by default. */
export interface Config {
  readonly plugins: readonly Plugin[];
}

/**
 * Loads what a project's pipeline files can name: the plugins of its configuration file. The file is code, and is run.
 *
 * @param configFile - `selvedge.config.js` or another module with `export default { plugins: [...] }`
 * @throws SelvedgeError `not-found` without such a file, `invalid-spec` when it is broken
 */
export async function loadRegistry(configFile: string): Promise<Registry> {
  const path = resolve(configFile);
  const code = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new SelvedgeError('not-found', `there is no configuration file ${path}.`, { cause });
  });
  const { plugins } = await importConfig(path);
  const digest = sha256(code).slice(0, 12);
  try {
    const versioned = plugins.map((plugin) => ({ ...plugin, version: `${plugin.version ?? ''} ${digest}`.trim() }));
    return { ...createRegistry(versioned), configFile: path };
  } catch (cause) {
    throw broken(path, messageOf(cause), cause);
  }
}

/** The registry of the configuration file nearest to a folder; without one, what comes with Selvedge. */
export async function projectRegistry(folder: string): Promise<Registry> {
  const found = findConfig(folder);
  return found === undefined ? BUILT_IN : loadRegistry(found);
}

async function importConfig(path: string): Promise<Config> {
  let config: unknown;
  try {
    ({ default: config } = (await import(pathToFileURL(path).href)) as { default?: unknown });
  } catch (cause) {
    throw broken(path, `it could not be loaded: ${messageOf(cause)}`, cause);
  }
  if (!isObject(config)) throw broken(path, `its default export is ${shown(config)}`);
  const unknown = Object.keys(config).filter((field) => field !== 'plugins');
  if (unknown.length > 0) throw broken(path, `it has the field '${unknown[0]}'`);
  const { plugins } = config;
  if (!Array.isArray(plugins)) throw broken(path, `its plugins are ${shown(plugins)}`);
  for (const plugin of plugins) if (!isObject(plugin)) throw broken(path, `one of its plugins is ${shown(plugin)}`);
  return { plugins: plugins as Plugin[] };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const broken = (path: string, problem: string, cause?: unknown): SelvedgeError =>
  new SelvedgeError(
    'invalid-spec',
    `${path}: ${problem.replace(/\.$/, '')}; need \`export default { plugins: [plugin] };\`, a plugin being { name, version, models, transforms, networks, flaws }.`,
    { cause },
  );
