import { SelvedgeError } from '@selvedge/data';
import { BUILT_IN_MODELS } from './built-in-models.js';
import type { ModelEntry } from './model-entry.js';

const registered = new Map<string, ModelEntry>();

/**
 * Makes a model of your own known to pipeline files under its kind, in this process. Its code version is `version`:
 * change it when the code changes, or the cache will not notice.
 *
 * @throws SelvedgeError `invalid-argument` for a kind that is taken or is not a plain name
 */
export function registerModel<Spec extends { readonly kind: string }>(entry: ModelEntry<Spec>): void {
  const taken = BUILT_IN_MODELS.map(({ kind }) => kind);
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(entry.kind)) {
    throw new SelvedgeError(
      'invalid-argument',
      `registerModel: got the kind '${entry.kind}'; need lower-case letters, digits and dashes, beginning with a letter.`,
    );
  }
  if (registered.has(entry.kind) || taken.includes(entry.kind)) {
    throw new SelvedgeError('invalid-argument', `registerModel: the kind '${entry.kind}' is taken; choose another.`);
  }
  registered.set(entry.kind, entry as unknown as ModelEntry);
}

export const customModels = (): readonly ModelEntry[] => [...registered.values()];
