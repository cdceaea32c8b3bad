import type { Path } from '@selvedge/component/types';

/** A position in a text that a person wrote; line and column count from 1. */
export interface Place {
  /** A file's path as it was given, or `--set model.k=7`. */
  readonly file: string;
  /** Absent where the text is not from a file. */
  readonly line?: number;
  readonly column?: number;
}

/** A YAML or JSON value whose every part knows where it was written. */
export type Located = LocatedScalar | LocatedList | LocatedMap;

export interface LocatedScalar {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | string;
  readonly place: Place;
}

export interface LocatedList {
  readonly kind: 'list';
  readonly items: readonly Located[];
  readonly place: Place;
}

export interface LocatedMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, LocatedEntry>;
  readonly place: Place;
}

export interface LocatedEntry {
  /** Where the key was written. */
  readonly key: Place;
  readonly value: Located;
}

/** The plain value. Maps become objects whose keys are their own properties, whatever their names. */
export function plainValue(located: Located): unknown {
  switch (located.kind) {
    case 'scalar':
      return located.value;
    case 'list':
      return located.items.map(plainValue);
    case 'map':
      return Object.fromEntries([...located.entries].map(([key, { value }]) => [key, plainValue(value)]));
  }
}

/** The part at `path`; undefined where there is none. */
export function partLocated(root: Located, path: Path): Located | undefined {
  let at: Located | undefined = root;
  for (const step of path) {
    if (at?.kind === 'map') at = at.entries.get(String(step))?.value;
    else at = at?.kind === 'list' ? at.items[Number(step)] : undefined;
  }
  return at;
}

/** Where the part at `path` was written; the nearest part above it when it was not. `'key'` asks for the key's place. */
export function placeOf(root: Located, path: Path, of: 'key' | 'value' = 'value'): Place {
  let place = root.place;
  let at: Located = root;
  for (const [depth, step] of path.entries()) {
    const last = depth === path.length - 1;
    if (at.kind === 'map') {
      const entry = at.entries.get(String(step));
      if (!entry) return place;
      place = last && of === 'key' ? entry.key : entry.value.place;
      at = entry.value;
    } else if (at.kind === 'list') {
      const item: Located | undefined = at.items[Number(step)];
      if (!item) return place;
      place = item.place;
      at = item;
    } else return place;
  }
  return place;
}
