import { spawnSync } from 'node:child_process';
import { access } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SelvedgeError } from '@selvedge/data';
import { messageOf, shown } from '@selvedge/data/checks';
import { checkPublicKey } from '@selvedge/workflow/signing';
import type { Plugin } from '../registry/plugin.js';
import { BUILT_IN, createRegistry, type Registry } from '../registry/registry.js';
import { codeDigest } from './code-digest.js';
import { findConfig } from './find-config.js';
import type { StoreConfig } from './store-config.js';

/** What `selvedge.config.js` exports by default. */
export interface Config {
  readonly plugins?: readonly Plugin[];
  /** Public keys as `selvedge model keygen` prints them: models must be signed with one of them. */
  readonly trustedKeys?: readonly string[];
  /** Where results are shared with other machines: an address, or more about it. `--store` and `SELVEDGE_STORE` come first. */
  readonly store?: string | StoreConfig;
}

/**
 * Loads what a project's pipeline files can name: the plugins of its configuration file. The file is code, and is run.
 *
 * @param configFile - `selvedge.config.js` or another module with `export default { plugins: [...] }`
 * @throws SelvedgeError `not-found` without such a file, `invalid-spec` when it is broken
 */
export async function loadRegistry(configFile: string): Promise<Registry> {
  const path = resolve(configFile);
  await access(path).catch((cause: unknown) => {
    throw new SelvedgeError('not-found', `there is no configuration file ${path}.`, { cause });
  });
  const { plugins = [], trustedKeys, store } = await importConfig(path);
  const digest = await codeDigest(path);
  try {
    const versioned = plugins.map((plugin) => withDigest(plugin, digest));
    return {
      ...createRegistry(versioned),
      configFile: path,
      ...(trustedKeys && { trustedKeys }),
      ...(store && { store }),
    };
  } catch (cause) {
    throw broken(path, messageOf(cause).replace('createRegistry: ', ''), cause);
  }
}

/** The registry of the configuration file nearest to a folder; without one, what comes with Selvedge. */
export async function projectRegistry(folder: string): Promise<Registry> {
  const found = findConfig(folder);
  return found === undefined ? BUILT_IN : loadRegistry(found);
}

/** A version that is not a text stays as it is, to be refused. */
function withDigest(plugin: Plugin, digest: string): Plugin {
  const { version = '' } = plugin;
  return typeof version === 'string' ? { ...plugin, version: `${version} ${digest}`.trim() } : plugin;
}

async function importConfig(path: string): Promise<Config & { readonly store?: StoreConfig }> {
  let config: unknown;
  try {
    ({ default: config } = await withinPatience(import(pathToFileURL(path).href) as Promise<{ default?: unknown }>));
  } catch (cause) {
    throw unloadable(path, cause);
  }
  if (config instanceof Promise) config.catch(() => undefined); // refused below, whatever becomes of it
  if (!isObject(config)) throw misshapen(path, `its default export is ${exported(config)}`);
  const unknown = Object.keys(config).filter((field) => !FIELDS.includes(field));
  if (unknown.length > 0) throw misshapen(path, `it has the field '${unknown[0]}'`);
  const { plugins = OTHERS.some((field) => field in config) ? [] : undefined, trustedKeys, store } = config;
  if (trustedKeys !== undefined) checkKeys(path, trustedKeys);
  if (!Array.isArray(plugins)) throw misshapen(path, `its plugins are ${exported(plugins)}`);
  for (const [at, plugin] of plugins.entries()) {
    if (!isObject(plugin)) throw misshapen(path, `plugins[${at}] is ${exported(plugin)}`);
  }
  return {
    plugins: plugins as Plugin[],
    ...(trustedKeys !== undefined && { trustedKeys: trustedKeys as readonly string[] }),
    ...(store !== undefined && { store: await checkedStore(path, store) }),
  };
}

/** Fields that a configuration without plugins may have. */
const OTHERS: readonly string[] = ['trustedKeys', 'store'];
const FIELDS: readonly string[] = ['plugins', ...OTHERS];

async function checkedStore(path: string, store: unknown): Promise<StoreConfig> {
  const { storeConfig } = await import('./store-config.js'); // with the clients of stores
  try {
    return storeConfig(store, dirname(path));
  } catch (cause) {
    throw broken(path, `its store cannot be used: ${messageOf(cause)}`, cause);
  }
}

function checkKeys(path: string, keys: unknown): void {
  if (!Array.isArray(keys)) throw misshapen(path, `its trustedKeys are ${exported(keys)}`);
  if (keys.length === 0) throw broken(path, 'its trustedKeys are an empty list; name a key, or leave the field out');
  for (const [at, key] of keys.entries()) checkPublicKey(key, `${path}: trustedKeys[${at}]`);
}

/** Longest that a configuration file may take to load, in seconds. */
const PATIENCE = 30;

/** Node ends, without a word, when a module waits for what never comes: the timer keeps it running until there is a message. */
async function withinPatience<Loaded>(loading: Promise<Loaded>): Promise<Loaded> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const why = `it was not loaded within ${PATIENCE} s; something at its top level is awaited and does not end`;
    timer = setTimeout(() => reject(new Error(why)), PATIENCE * 1000);
  });
  try {
    return await Promise.race([loading, late]);
  } finally {
    clearTimeout(timer);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Promise);

function exported(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value instanceof Promise) return 'a promise (await it)';
  if (typeof value === 'function') return 'a function';
  return Array.isArray(value) && value.length > 0 ? 'a list' : shown(value);
}

/** Code that does not run: what is wrong with it, and where, is the person's own to see. */
function unloadable(path: string, cause: unknown): SelvedgeError {
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  const where = cause instanceof SyntaxError ? placeOfSlip(path) : '';
  const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
  const next = isMissing ? ' Install the package, or mend the path.' : '';
  return broken(path, `it could not be loaded: ${messageOf(cause).replace(/\.$/, '')}${where}.${next}`, cause);
}

/** Where a module cannot be parsed, which an error of `import()` does not say: Node's own check of the file does. */
function placeOfSlip(path: string): string {
  const { stderr } = spawnSync(process.execPath, ['--check', path], { encoding: 'utf8', timeout: 10_000 });
  const line = /^.*:(\d+)$/m.exec(stderr ?? '')?.[1];
  return line === undefined ? '' : ` (line ${line})`;
}

const misshapen = (path: string, problem: string): SelvedgeError =>
  broken(
    path,
    `${problem}; need \`export default { plugins: [plugin] };\`, with trustedKeys: ['ed25519:...'] where models must be signed and store: 'https://...' where results are shared, a plugin being { name, version, models, transforms, networks, flaws }.`,
  );

const broken = (path: string, problem: string, cause?: unknown): SelvedgeError =>
  new SelvedgeError('invalid-spec', `${path}: ${problem}`, { cause });
