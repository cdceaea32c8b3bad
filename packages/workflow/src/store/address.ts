import { SelvedgeError } from '@selvedge/data';
import { shown } from '@selvedge/data/checks';

/**
 * Where something lies in a store, as Bazel's HTTP cache has it: `ac/<key>` the record of a step's result, `cas/<sha256>`
 * bytes. `nx/<hash>` are results of Nx, which the same server keeps.
 */
export type Address = `${Area}/${string}`;

/** Parts of a store. */
export type Area = 'ac' | 'cas' | 'nx';

const DIGEST = /^[0-9a-f]{64}$/;
const NAMES: Readonly<Record<Area, RegExp>> = { ac: DIGEST, cas: DIGEST, nx: /^[A-Za-z0-9_-]{1,128}$/ };

/** Of the record of a step's result. @throws SelvedgeError `invalid-argument` unless it is a SHA-256 in hexadecimal */
export const actionAddress = (key: string): Address => checked('ac', key);

/** Of bytes. @throws SelvedgeError `invalid-argument` unless it is a SHA-256 in hexadecimal */
export const contentAddress = (digest: string): Address => checked('cas', digest);

/** Reads `ac/...`, `cas/...`, `nx/...`; undefined for anything else, so that no name leads out of the store. */
export function parseAddress(text: string): Address | undefined {
  const [area, name, more] = text.split('/');
  return more === undefined && isArea(area) && NAMES[area].test(name ?? '') ? `${area}/${name}` : undefined;
}

/** Both parts of an address. */
export function partsOf(address: Address): { readonly area: Area; readonly name: string } {
  const [area, name] = address.split('/') as [Area, string];
  return { area, name };
}

export const isArea = (text: string | undefined): text is Area => text !== undefined && Object.hasOwn(NAMES, text);

function checked(area: Area, name: string): Address {
  if (NAMES[area].test(name)) return `${area}/${name}`;
  throw new SelvedgeError('invalid-argument', `store: got ${shown(name)}; need a SHA-256, 64 hexadecimal digits.`);
}
