import { readFile, stat } from 'node:fs/promises';
import { locate } from '../document/locate.js';
import type { Located, LocatedMap } from '../document/located.js';
import { InvalidSpecError } from '../document/problem.js';
import { type PathRules, resolvePath } from './paths.js';

/** A million row numbers take some 7 MB. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Puts the row numbers in place of `split: { kind: index-file, file: ... }`, of the pipeline and of each of its models,
 * so that the recorded pipeline needs no other file.
 *
 * @param folder - of the file that names it
 * @throws InvalidSpecError
 */
export async function inlineIndexFiles(root: LocatedMap, folder: string, rules: PathRules): Promise<LocatedMap> {
  const entries = new Map(root.entries);
  const split = entries.get('split');
  if (split) entries.set('split', { ...split, value: await inlined(split.value, folder, rules) });
  const models = entries.get('models');
  if (models?.value.kind === 'list') {
    const items = await Promise.all<Located>(
      models.value.items.map((item) =>
        item.kind === 'map' ? inlineIndexFiles(item, folder, rules) : Promise.resolve(item),
      ),
    );
    entries.set('models', { ...models, value: { ...models.value, items } });
  }
  return { ...root, entries };
}

async function inlined(split: Located, folder: string, rules: PathRules): Promise<Located> {
  if (split.kind !== 'map' || scalar(split, 'kind') !== 'index-file') return split;
  const { place } = split;
  const fail = (message: string): InvalidSpecError => new InvalidSpecError([{ place, message: `split: ${message}` }]);
  const file = scalar(split, 'file');
  if (typeof file !== 'string')
    throw fail('need `file`, the path of a JSON file { "train": [0, 1], "validation": [2] }');
  const other = [...split.entries.keys()].find((key) => key !== 'kind' && key !== 'file');
  if (other !== undefined) throw fail(`unknown key '${other}'; an index file is named by kind and file alone`);
  const found = resolvePath(file, folder, rules);
  if ('refused' in found) throw fail(`the path '${file}' is refused: ${found.refused}`);
  let lists: unknown;
  try {
    if ((await stat(found.path)).size > MOST_BYTES) throw fail(`${file} has more than ${MOST_BYTES} bytes`);
    lists = JSON.parse(await readFile(found.path, 'utf8'));
  } catch (error) {
    if (error instanceof InvalidSpecError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw fail(code === 'ENOENT' ? `there is no file '${file}'` : `${file} is not JSON: ${(error as Error).message}`);
  }
  if (typeof lists !== 'object' || lists === null || Array.isArray(lists) || 'kind' in lists) {
    throw fail(
      `${file} must hold { "train": [row numbers], "validation": [...], "test": [...] }; test may be left out`,
    );
  }
  return locate({ kind: 'rows', ...lists }, { file });
}

function scalar(map: LocatedMap, key: string): unknown {
  const value = map.entries.get(key)?.value;
  return value?.kind === 'scalar' ? value.value : undefined;
}
