import { SelvedgeError } from '@selvedge/data';
import { onlyFields, shown } from '@selvedge/data/checks';
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
  if (!Array.isArray(plugins)) throw refused(`plugins is ${brief(plugins)}; need a list: createRegistry([plugin])`);
  const seen = new Set<string>();
  for (const plugin of plugins as readonly Plugin[]) {
    if (typeof plugin !== 'object' || plugin === null) {
      throw refused(
        `a plugin is ${brief(plugin)}; need an object: { name, version, models, transforms, networks, flaws }`,
      );
    }
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
    if (version === undefined && isCode(plugin)) {
      throw refused(
        `plugin ${name}: version is missing; need a text, for instance '1.0.0', that changes with the code of its models and transforms: cached results are kept under it`,
      );
    }
  }
}

/** Declarations are part of a result's identity themselves; code is not. */
const isCode = ({ models, transforms }: Plugin): boolean =>
  (Array.isArray(models) && models.length > 0) || (Array.isArray(transforms) && transforms.length > 0);

function checkEntries(plugin: string, field: 'models' | 'transforms', entries: unknown): void {
  if (entries === undefined) return;
  if (!Array.isArray(entries)) throw refused(`plugin ${plugin}: ${field} is ${brief(entries)}; need a list of entries`);
  for (const [at, entry] of entries.entries()) {
    const problem = entryProblem(entry, field);
    if (problem === undefined) continue;
    throw refused(
      `plugin ${plugin}: ${field}[${at}]${problem}; need ${field === 'models' ? '{ kind, schema, family, create, load }' : '{ kind, schema, create, load }'}`,
    );
  }
}

/** What is wrong with an entry. Its schema is never shown: it is a page long. */
function entryProblem(entry: unknown, field: 'models' | 'transforms'): string | undefined {
  if (typeof entry !== 'object' || entry === null) return ` is ${brief(entry)}`;
  const { kind, schema, family, create, load } = entry as Readonly<Record<string, unknown>>;
  if (typeof kind !== 'string') return `.kind is ${brief(kind)}, not a text`;
  const named = ` ('${kind}')`;
  for (const [name, value] of Object.entries({ create, load })) {
    if (typeof value !== 'function') return `${named}.${name} is ${brief(value)}, not a function`;
  }
  if (typeof (schema as { safeParse?: unknown } | undefined)?.safeParse !== 'function')
    return `${named}.schema is ${brief(schema)}, not a zod schema`;
  if (field === 'models' && family !== 'classical' && family !== 'neural')
    return `${named}.family is ${brief(family)}, not 'classical' or 'neural'`;
  const kinds = kindsOfSchema(schema);
  if (kinds?.length === 1 && kinds[0] === kind) return undefined;
  const seen = kinds === undefined ? 'no kind' : `the kind ${kinds.map(shown).join(' or ')}`;
  return `${named}.schema has ${seen}: write z.strictObject({ kind: z.literal('${kind}'), ... })`;
}

/** The values that a schema of zod 4 tells its objects apart by; undefined where it has no such field. */
function kindsOfSchema(schema: unknown): readonly unknown[] | undefined {
  const { propValues } = (schema as { _zod?: { propValues?: Readonly<Record<string, Set<unknown>>> } })._zod ?? {};
  const values = propValues?.['kind'];
  return values && [...values];
}

/** A value of a plugin, shortly. */
const brief = (value: unknown): string => {
  if (typeof value === 'function') return 'a function';
  if (value instanceof Promise) return 'a promise (await it)';
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
    ? `${Array.isArray(value) ? 'a list' : 'an object'} with ${Object.keys(value).slice(0, 5).join(', ')}`
    : shown(value);
};

function checkNames(plugin: string, field: 'networks' | 'flaws', named: unknown): void {
  if (named === undefined) return;
  const what = field === 'flaws' ? 'a sentence' : 'a network of the zoo with its options or a function';
  if (typeof named !== 'object' || named === null || Array.isArray(named)) {
    throw refused(`plugin ${plugin}: ${field} is ${brief(named)}; need an object, ${what} by name`);
  }
  for (const [name, value] of Object.entries(named)) {
    const fits = field === 'flaws' ? typeof value === 'string' : typeof value === 'function' || isZooSpec(value);
    if (!fits) throw refused(`plugin ${plugin}: ${field}['${name}'] is ${brief(value)}; need ${what}`);
  }
}

const isZooSpec = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && typeof (value as { zoo?: unknown }).zoo === 'string';

export const refused = (text: string): SelvedgeError =>
  new SelvedgeError('invalid-argument', `createRegistry: ${text}.`);
