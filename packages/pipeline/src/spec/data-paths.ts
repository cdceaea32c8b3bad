import { existsSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Located, LocatedEntry, LocatedMap, Place } from '../document/located.js';
import { placeOf } from '../document/located.js';
import { InvalidSpecError } from '../document/problem.js';
import type { DataSpec } from './data-schema.js';
import { type PathRules, resolvePath } from './paths.js';

/** A data specification with the files that its paths name, found from the folder of the file that wrote them. */
export type LocatedData = DataSpec & {
  /** Absolute; absent where the data set is named. */
  readonly paths?: { readonly train: string; readonly validation?: string; readonly test?: string };
};

/** @throws InvalidSpecError for a path that is refused */
export function locateData(data: DataSpec, merged: Located, folder: string, rules: PathRules): LocatedData {
  if (data.train === undefined) return data;
  const pathOf = (field: 'train' | 'validation' | 'test', text: string): string => {
    const found = resolvePath(text, folder, rules);
    if ('path' in found && !(rules.mustExist && !existsSync(found.path))) return found.path;
    const message =
      'path' in found
        ? `data.${field}: there is no file or folder '${text}' (${found.path}); paths begin at the folder of the file that writes them`
        : `data.${field}: the path '${text}' is refused: ${found.refused}`;
    throw new InvalidSpecError([{ place: placeOf(merged, ['data', field]), message }]);
  };
  const train = pathOf('train', data.train);
  checkImageFolder(data, merged, folder, rules);
  const { validation, test } = data;
  return {
    ...data,
    paths: {
      train,
      ...(validation !== undefined && { validation: pathOf('validation', validation) }),
      ...(test !== undefined && { test: pathOf('test', test) }),
    },
  };
}

/** The folder of pictures begins at that of the table, and lies inside the project as every path. */
function checkImageFolder(
  { train = '', validation, test, imageFolder }: DataSpec,
  merged: Located,
  folder: string,
  rules: PathRules,
): void {
  if (imageFolder === undefined) return;
  for (const table of [train, validation, test]) {
    if (table === undefined) continue;
    const found = resolvePath(imageFolder, resolve(folder, dirname(table)), rules);
    if ('path' in found) continue;
    const message = `data.imageFolder: the path '${imageFolder}' is refused: ${found.refused}`;
    throw new InvalidSpecError([{ place: placeOf(merged, ['data', 'imageFolder']), message }]);
  }
}

/** Data of another pipeline, as a file of this folder would write it. */
export function rewrittenFor(folder: string, from: string, data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data;
  const { train, validation, test, ...rest } = data as DataSpec;
  const moved = (text: string): string => movedPath(text, from, folder);
  return {
    ...rest,
    ...(train !== undefined && { train: moved(train) }),
    ...(validation !== undefined && { validation: moved(validation) }),
    ...(test !== undefined && { test: moved(test) }),
  };
}

/**
 * Paths of data as the outermost file would write them: a path belongs to the file that wrote it, and another file that
 * extends that one may lie elsewhere.
 *
 * @param folderOf - the folder of the file behind a place; undefined for what was set from outside
 */
export function withOwnPaths(
  root: LocatedMap,
  folder: string,
  folderOf: (place: Place) => string | undefined,
): LocatedMap {
  const moved = (value: Located): Located => {
    if (value.kind === 'list') return { ...value, items: value.items.map(moved) };
    if (value.kind !== 'scalar' || typeof value.value !== 'string') return value;
    const from = folderOf(value.place);
    return from === undefined ? value : { ...value, value: movedPath(value.value, from, folder) };
  };
  const change = (map: Located, keys: readonly string[], how: (value: Located) => Located): Located => {
    if (map.kind !== 'map') return map;
    const entries = new Map<string, LocatedEntry>(map.entries);
    for (const key of keys) {
      const entry = entries.get(key);
      if (entry) entries.set(key, { ...entry, value: how(entry.value) });
    }
    return { ...map, entries };
  };
  const files = (data: Located): Located => change(data, ['train', 'validation', 'test'], moved);
  const all = (data: Located): Located =>
    data.kind === 'list' ? { ...data, items: data.items.map(files) } : files(data);
  const over = (values: Located): Located =>
    change(change(values, ['data.train', 'data.validation', 'data.test'], moved), ['data'], all);
  const ofEntry = (entry: Located): Located =>
    change(change(entry, ['data'], files), ['sweep'], (sweep) => change(sweep, ['over'], over));
  const models = (list: Located): Located =>
    list.kind === 'list' ? { ...list, items: list.items.map(ofEntry) } : list;
  return change(ofEntry(root), ['models'], models) as LocatedMap;
}

/** What is not a relative path (an absolute one, an address, one for Windows) stays, to be refused as it was written. */
function movedPath(text: string, from: string, to: string): string {
  if (from === to || isAbsolute(text) || /^[a-z][a-z0-9+.-]*:/i.test(text) || text.includes('\\')) return text;
  return relative(to, resolve(from, text)).split(sep).join('/');
}

/** The folder that relative paths of a file begin at. */
export const folderOfFile = (file: string): string => dirname(resolve(file));
