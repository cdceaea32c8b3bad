import type { Located, LocatedEntry, LocatedMap } from './located.js';

/**
 * Lays `over` on `base`: maps are merged key by key, everything else (lists too) is replaced. A key with the value
 * null removes what the base has there.
 */
export function mergeLocated(base: Located, over: Located): Located {
  if (base.kind !== 'map' || over.kind !== 'map') return over;
  // Another kind of thing shares no fields with the one before: `model: {kind: knn}` over a forest starts from scratch.
  if (differ(base, over, 'kind') || differ(base, over, 'zoo')) return over;
  const entries = new Map<string, LocatedEntry>(base.entries);
  for (const [key, entry] of over.entries) {
    const below = base.entries.get(key);
    if (entry.value.kind === 'scalar' && entry.value.value === null) entries.delete(key);
    else entries.set(key, below ? { key: entry.key, value: mergeLocated(below.value, entry.value) } : entry);
  }
  return { kind: 'map', entries, place: over.place };
}

function differ(a: LocatedMap, b: LocatedMap, key: string): boolean {
  const [left, right] = [a.entries.get(key)?.value, b.entries.get(key)?.value];
  return left?.kind === 'scalar' && right?.kind === 'scalar' && left.value !== right.value;
}
