import { didYouMean } from '@selvedge/data';
import type { Located, LocatedMap } from './located.js';
import { InvalidSpecError, type Problem } from './problem.js';

/** More values than this come only from variables that contain each other many times over. */
const MOST_VALUES = 20_000;

/**
 * Replaces `${name}` by what `vars` (and the top level's `name` and `seed`) say. A text that is nothing but one
 * reference takes the value with its type; inside a longer text it is written out. `$${` stands for `${`.
 *
 * Only names are looked up: no expressions, no environment, no commands.
 *
 * @throws InvalidSpecError with every unknown name
 */
export function substituteVariables(root: LocatedMap): LocatedMap {
  const problems: Problem[] = [];
  const known = new Map<string, Located>();
  for (const key of ['name', 'seed']) {
    const entry = root.entries.get(key);
    if (entry) known.set(key, entry.value);
  }
  const vars = root.entries.get('vars')?.value;
  if (vars?.kind === 'map') for (const [key, { value }] of vars.entries) known.set(key, value);

  const lookUp = (name: string, at: Located, chain: readonly string[]): Located | undefined => {
    const found = known.get(name.trim());
    if (chain.includes(name)) {
      problems.push({ place: at.place, message: `\${${name}} refers to itself: ${[...chain, name].join(' -> ')}` });
      return undefined;
    }
    if (!found) {
      const near = didYouMean(name, [...known.keys()]);
      const list = [...known.keys()].join(', ') || 'none; add it under `vars:`';
      problems.push({
        place: at.place,
        message: `\${${name}}: there is no such variable${near ? `; did you mean \${${near}}?` : `; known are ${list}`}`,
      });
      return undefined;
    }
    return resolve(found, [...chain, name]);
  };

  let values = 0;
  const resolve = (at: Located, chain: readonly string[]): Located => {
    if (++values > MOST_VALUES) {
      const message = `refused: the variables expand to more than ${MOST_VALUES} values`;
      throw new InvalidSpecError([{ place: at.place, message }]);
    }
    if (at.kind === 'list') return { ...at, items: at.items.map((item) => resolve(item, chain)) };
    if (at.kind === 'map') {
      const entries = new Map(
        [...at.entries].map(([key, entry]) => [key, { ...entry, value: resolve(entry.value, chain) }]),
      );
      return { ...at, entries };
    }
    if (typeof at.value !== 'string' || !at.value.includes('${')) return at;
    const whole = /^\$\{([^{}]*)\}$/.exec(at.value);
    if (whole) {
      const found = lookUp(whole[1], at, chain);
      return found ? { ...found, place: at.place } : at;
    }
    const text = at.value.replace(/\$\$\{|\$\{([^{}]*)\}/g, (match, name: string | undefined) => {
      if (name === undefined) return '${';
      const found = lookUp(name, at, chain);
      if (found?.kind === 'scalar') return String(found.value);
      if (found)
        problems.push({
          place: at.place,
          message: `${match} is a ${found.kind}; inside a text it must be a plain value`,
        });
      return match;
    });
    return { ...at, value: text };
  };

  const entries = new Map(
    [...root.entries]
      .filter(([key]) => key !== 'vars')
      .map(([key, entry]) => [key, { ...entry, value: resolve(entry.value, []) }]),
  );
  if (problems.length > 0) throw new InvalidSpecError(problems);
  return { ...root, entries };
}
