/** `exports` or `imports` of a package.json: a target, targets by condition, or either by name. */
export type Targets = string | null | readonly Targets[] | { readonly [key: string]: Targets };

/** Conditions under which Node looks, by who asks; those that the process was started with come to both. */
const ASKING = [
  ['node', 'node-addons', 'module-sync', 'import', 'default'],
  ['node', 'node-addons', 'module-sync', 'require', 'default'],
];

/**
 * The files behind a name of a package's `exports` or `imports` that Node takes for `import` and for `require`. Sources and types
 * beside them are not run: a change of those is none.
 *
 * @param name - as the map has it: `.`, `./part.js`, `#part`
 */
export function targetsOf(map: unknown, name: string): readonly string[] {
  if (map === undefined || map === null) return [];
  const isByName = typeof map === 'object' && Object.keys(map).some((key) => /^[.#]/.test(key));
  if (!isByName) return name === '.' ? leaves(map as Targets) : [];
  const entries = Object.entries(map as Readonly<Record<string, Targets>>);
  const exact = entries.find(([key]) => key === name);
  if (exact) return leaves(exact[1]);
  return entries.flatMap(([key, target]) => {
    const part = starOf(key, name);
    return part === undefined ? [] : leaves(target).map((each) => each.replaceAll('*', part));
  });
}

const leaves = (target: Targets): readonly string[] => [
  ...new Set(ASKING.flatMap((conditions) => taken(target, [...conditions, ...ownConditions()]) ?? [])),
];

/** The first target whose condition holds, as Node goes through them. */
function taken(target: Targets, conditions: readonly string[]): readonly string[] | undefined {
  if (typeof target === 'string') return [target];
  if (target === null) return undefined;
  if (Array.isArray(target)) return target.flatMap((each: Targets) => taken(each, conditions) ?? []);
  for (const [condition, each] of Object.entries(target as Readonly<Record<string, Targets>>)) {
    const found = conditions.includes(condition) ? taken(each, conditions) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `node --conditions X`, also by NODE_OPTIONS. */
const ownConditions = (): readonly string[] =>
  [
    ...`${process.execArgv.join(' ')} ${process.env['NODE_OPTIONS'] ?? ''}`.matchAll(/(?:--conditions|-C)[= ](\S+)/g),
  ].map(([, condition]) => condition);

/** What the star of a pattern stands for. */
function starOf(pattern: string, name: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return undefined;
  const [begin, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const fits = name.length >= begin.length + end.length && name.startsWith(begin) && name.endsWith(end);
  return fits ? name.slice(begin.length, name.length - end.length) : undefined;
}
