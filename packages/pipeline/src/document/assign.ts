import type { Path } from '@selvedge/component/types';
import type { Located, LocatedEntry, Place } from './located.js';

/**
 * The tree with the part at `path` replaced; maps on the way are made when they are absent.
 *
 * @returns undefined when the path runs through a scalar or beyond the end of a list
 */
export function assignLocated(root: Located, path: Path, value: Located): Located | undefined {
  if (path.length === 0) return value;
  const [step, ...rest] = path;
  if (root.kind === 'list') {
    const at = Number(step);
    const item = root.items[at];
    if (!Number.isInteger(at) || !item) return undefined;
    const changed = assignLocated(item, rest, value);
    return changed && { ...root, items: root.items.map((old, index) => (index === at ? changed : old)) };
  }
  if (root.kind === 'scalar' && root.value !== null) return undefined;
  const entries = new Map<string, LocatedEntry>(root.kind === 'map' ? root.entries : []);
  const old = entries.get(String(step));
  const changed = assignLocated(old?.value ?? emptyMap(value.place), rest, value);
  if (!changed) return undefined;
  entries.set(String(step), { key: old?.key ?? value.place, value: changed });
  return { kind: 'map', entries, place: root.place };
}

/** `models[0].model.k` or `models.0.model.k` as its steps. */
export function parsePath(text: string): Path {
  return text
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((step) => step !== '')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

const emptyMap = (place: Place): Located => ({ kind: 'map', entries: new Map(), place });
