/** Names of columns that differ, and what was changed for that. */
export interface ColumnNames {
  readonly names: readonly string[];
  /** As in `a.1 (a second 'a')`. */
  readonly changed: readonly string[];
}

/**
 * The names in a first line as pandas has them: `a.1` for a second `a`, `Unnamed: 3` for a fourth column without one. The first
 * stays without a name where it has none, as the index that pandas and R write.
 */
export function columnNames(first: readonly string[]): ColumnNames {
  const taken = new Set(first);
  const counts = new Map<string, number>(); // what was tried: a million columns may have one name
  const changed: string[] = [];
  const names = first.map((written, at) => {
    if (written.trim() === '' && at === 0) return '';
    const isUnnamed = written.trim() === '';
    const base = isUnnamed ? `Unnamed: ${at}` : written;
    let name = base;
    let count = counts.get(base) ?? 0;
    if (counts.has(base) || isUnnamed) while (taken.has(name)) name = `${base}.${++count}`;
    counts.set(base, count);
    taken.add(name);
    if (name !== written) changed.push(`${name} (${isUnnamed ? 'no name' : `another '${written}'`})`);
    return name;
  });
  return { names, changed };
}
