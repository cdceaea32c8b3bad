/** `exports` or `imports` of a package.json: a target, targets by condition, or either by name. */
export type Targets = string | null | readonly Targets[] | { readonly [key: string]: Targets };

/**
 * The files behind a name of a package's `exports` or `imports`, under every condition: which one Node takes depends on who
 * asks, and a file too many does no harm.
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

const leaves = (target: Targets): readonly string[] => {
  if (typeof target === 'string') return [target];
  return typeof target === 'object' && target !== null ? Object.values(target).flatMap(leaves) : [];
};

/** What the star of a pattern stands for. */
function starOf(pattern: string, name: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return undefined;
  const [begin, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const fits = name.length >= begin.length + end.length && name.startsWith(begin) && name.endsWith(end);
  return fits ? name.slice(begin.length, name.length - end.length) : undefined;
}
