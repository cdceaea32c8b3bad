import { isDeepStrictEqual } from 'node:util';
import type { Path } from '@selvedge/component/types';
import { type Located, plainValue } from '../document/located.js';
import { completeModels, OF_THE_FILE } from './shared-fields.js';

/** Why `--set model.k` means nothing in a file with `models`, and what to write; undefined where it means something. */
export function problemWithout(root: Located, [first, ...rest]: Path): string | undefined {
  if (root.kind !== 'map' || first !== 'model' || rest.length === 0 || root.entries.has('model')) return undefined;
  const instead = pathsInModels(root, [first, ...rest]);
  return instead && `this file has a list of models, and no model of its own; ${instead}`;
}

/** Why a field that was set changes no model, and what to write; undefined where it changes one. */
export function problemOfIdle(before: Located, after: Located, path: Path): string | undefined {
  if (before.kind !== 'map' || after.kind !== 'map' || OF_THE_FILE.has(String(path[0]))) return undefined;
  if (isDeepStrictEqual(plainValue(before), plainValue(after))) return undefined; // as it was written
  const models = completeModels(after);
  if (!models) {
    const comparesOnly = after.entries.has('compare') && !before.entries.has('model') && path[0] !== 'model';
    return comparesOnly && path[0] !== 'seed' ? COMPARES_ONLY : undefined;
  }
  if (models.length === 0 || !isDeepStrictEqual(models.map(plainValue), completeModels(before)?.map(plainValue)))
    return undefined;
  return `every model has a value of its own there, so this changes nothing; ${pathsInModels(after, path)}`;
}

const COMPARES_ONLY =
  'this file compares models of other files, which are taken as they are written there; set it in those files';

function pathsInModels(root: Located, path: Path): string | undefined {
  const models = root.kind === 'map' ? root.entries.get('models')?.value : undefined;
  if (models?.kind !== 'list' || models.items.length === 0) return undefined;
  const paths = models.items.slice(0, 3).map((_, at) => ['models', at, ...path].join('.'));
  return `write --set ${paths.map((each) => `${each}=VALUE`).join(' or --set ')}`;
}
