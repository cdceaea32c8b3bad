import { onlyFields, SelvedgeError, shown } from '@selvedge/data';
import type { Plugin } from './plugin.js';

const FIELDS: readonly string[] = [
  'name',
  'version',
  'models',
  'transforms',
  'networks',
  'flaws',
] satisfies (keyof Plugin)[];
const PLUGIN_NAME = /^(@[a-z0-9-]{1,64}\/)?[a-z][a-z0-9-]{0,63}$/;

/** Plugins come from JavaScript as often as from TypeScript, so their shape is looked at before their names. */
export function checkPlugins(plugins: readonly Plugin[]): void {
  const seen = new Set<string>();
  for (const plugin of plugins) {
    const { name, version } = plugin;
    if (typeof name !== 'string' || !PLUGIN_NAME.test(name)) {
      throw refused(`a plugin has the name ${shown(name)}; need lower-case letters, digits and dashes`);
    }
    if (seen.has(name)) throw refused(`there are two plugins '${name}'; list each once`);
    seen.add(name);
    onlyFields(`plugin ${name}`, plugin, FIELDS);
    if (version !== undefined && typeof version !== 'string') {
      throw refused(`plugin ${name}: version is ${shown(version)}; need a text, for instance '1.0.0'`);
    }
    for (const field of ['models', 'transforms'] as const) checkEntries(name, field, plugin[field]);
    for (const field of ['networks', 'flaws'] as const) checkNames(name, field, plugin[field]);
  }
}

function checkEntries(plugin: string, field: 'models' | 'transforms', entries: unknown): void {
  if (entries === undefined) return;
  if (!Array.isArray(entries)) throw refused(`plugin ${plugin}: ${field} is ${shown(entries)}; need a list of entries`);
  for (const entry of entries as Readonly<Record<string, unknown>>[]) {
    const isWhole =
      typeof entry?.['kind'] === 'string' &&
      typeof (entry['schema'] as { safeParse?: unknown } | undefined)?.safeParse === 'function' &&
      typeof entry['create'] === 'function' &&
      typeof entry['load'] === 'function';
    if (isWhole) continue;
    throw refused(
      `plugin ${plugin}: one of its ${field} is ${shown(entry)}; need { kind, schema, create, load }, with a zod schema`,
    );
  }
}

function checkNames(plugin: string, field: 'networks' | 'flaws', named: unknown): void {
  if (named === undefined) return;
  const what = field === 'flaws' ? 'a sentence' : 'a network of the zoo with its options or a function';
  if (typeof named !== 'object' || named === null || Array.isArray(named)) {
    throw refused(`plugin ${plugin}: ${field} is ${shown(named)}; need an object, ${what} by name`);
  }
  for (const [name, value] of Object.entries(named)) {
    const fits = field === 'flaws' ? typeof value === 'string' : typeof value === 'function' || isZooSpec(value);
    if (!fits) throw refused(`plugin ${plugin}: ${field}['${name}'] is ${shown(value)}; need ${what}`);
  }
}

const isZooSpec = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && typeof (value as { zoo?: unknown }).zoo === 'string';

export const refused = (text: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `createRegistry: ${text}.`);
