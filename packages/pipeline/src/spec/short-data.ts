import type { Path } from '@selvedge/component/types';
import type { Located, LocatedMap } from '../document/located.js';

/** The short form `data: NAME` has no fields to set: it is written out where one of them is. */
export function withDataMap(root: Located, path: Path): Located {
  const data = root.kind === 'map' ? root.entries.get('data') : undefined;
  if (root.kind !== 'map' || path[0] !== 'data' || path.length === 1 || data?.value.kind !== 'scalar') return root;
  const entries = new Map([['name', { key: data.key, value: data.value }]]);
  const written: LocatedMap = { kind: 'map', entries, place: data.value.place };
  return { ...root, entries: new Map([...root.entries, ['data', { ...data, value: written }]]) };
}
