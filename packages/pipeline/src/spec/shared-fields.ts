import type { Located, LocatedMap } from '../document/located.js';
import { mergeLocated } from '../document/merge.js';

/** Fields of the whole file. All others are defaults of its models. */
export const OF_THE_FILE: ReadonlySet<string> = new Set([
  '$schema',
  'version',
  'name',
  'description',
  'models',
  'compare',
  'report',
  'track',
  'vars',
]);

/** The models of a list, each laid on the fields that they share; undefined where a file has no list of models. */
export function completeModels(root: LocatedMap): readonly Located[] | undefined {
  const models = root.entries.get('models')?.value;
  if (models?.kind !== 'list') return undefined;
  const shared = sharedFields(root);
  return models.items.map((model) => mergeLocated(shared, model));
}

export function sharedFields(root: LocatedMap): LocatedMap {
  return { ...root, entries: new Map([...root.entries].filter(([key]) => !OF_THE_FILE.has(key))) };
}
