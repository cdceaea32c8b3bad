import { didYouMean } from '@selvedge/data';
import { zoo } from '@selvedge/networks';
import { LIST_PLUGINS } from '../registry/list-plugins.js';
import type { Registry } from '../registry/registry.js';

/**
 * Says more where a name is unknown that plugins can add to: the nearest name, all that are registered, and how a plugin
 * is registered. What the schema says stays for fields without names and for values that are none.
 */
export function withNameHint(message: string, field: string, value: unknown, registry: Registry): string {
  const names = namesFor(field, registry);
  if (names === undefined || typeof value !== 'string' || names.includes(value)) return message;
  if (!GUESSED.test(message)) return message; // for instance a name that has another today
  const near = didYouMean(value, names);
  const need = field.includes('.flaws[') ? 'need a sentence, or a name that a plugin registers' : undefined;
  const guess = near === undefined ? undefined : `did you mean '${near}'?`;
  const known = names.length === 0 ? 'no plugin registers one' : `registered are ${names.join(', ')}`;
  const hints = [need, guess, known].filter((part) => part !== undefined).join('; ');
  return `${field}: got '${short(value)}'; ${hints.replaceAll('?;', '?')}. For a name of a plugin, ${LIST_PLUGINS}`;
}

/** How a schema answers a word that it does not know. */
const GUESSED = /; (did you mean|need one of|need a sentence)/;

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

function namesFor(field: string, { models, transforms, networks, flaws }: Registry): readonly string[] | undefined {
  if (/(^|\.)model\.kind$/.test(field)) return [...models.keys()];
  if (/(^|\.)preprocess\[\d+\]\.kind$/.test(field)) return [...transforms.keys()];
  if (/(^|\.)network\.zoo$/.test(field)) return [...new Set([...Object.keys(zoo), ...networks.keys()])];
  return /(^|\.)reported\.flaws\[\d+\]$/.test(field) ? [...flaws.keys()] : undefined;
}
