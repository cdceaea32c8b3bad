import type { Rng } from '@selvedge/data';
import { mutateBytes } from './mutate-bytes.js';

type Place = { readonly holder: Record<string, unknown> | unknown[]; readonly key: string | number };

const ODD: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 0.5,
  () => 2 ** 31,
  () => 1e300,
  () => Number.MAX_SAFE_INTEGER,
  () => '',
  () => 'x',
  () => '\u001b[31m\u0000\ud800',
  () => 'x'.repeat(10_000),
  () => [],
  () => {},
  () => ({}),
  () => [[[[]]]],
  () => Array.from({ length: 300 }, (_, at) => at),
  () => nested(400),
];
const KEYS = ['__proto__', 'constructor', 'toString', 'length', '', 'kind'];

/** One to three changes of values, names and lists in a JSON value. The original stays as it is. */
export function mutateJson(original: unknown, rng: Rng): unknown {
  const root: Record<string, unknown> = { value: structuredClone(original) };
  for (let change = 1 + rng.int(3); change > 0; change--) {
    const places = placesIn(root);
    changeAt(places[rng.int(places.length)], places, rng);
  }
  return root['value'];
}

/** A JSON file of which values, names or lists were changed; now and then its bytes. */
export function mutateJsonText(bytes: Uint8Array, rng: Rng): Uint8Array {
  if (rng.int(4) === 0) return mutateBytes(bytes, rng);
  const text = JSON.stringify(mutateJson(JSON.parse(new TextDecoder().decode(bytes)), rng)) ?? '';
  // What JSON allows and numbers of JavaScript do not hold.
  return new TextEncoder().encode(rng.int(10) === 0 ? text.replace(/\d+/, '1e999') : text);
}

function changeAt({ holder, key }: Place, places: readonly Place[], rng: Rng): void {
  const items = holder as Record<string | number, unknown>;
  switch (rng.int(6)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else if (key !== 'value') delete items[key];
      return;
    case 1: {
      const other = places[rng.int(places.length)];
      items[key] = structuredClone((other.holder as Record<string | number, unknown>)[other.key]);
      return;
    }
    case 2:
      if (Array.isArray(holder)) holder.push(structuredClone(items[key]));
      else
        Object.defineProperty(holder, KEYS[rng.int(KEYS.length)], {
          value: items[key],
          enumerable: true,
          writable: true,
          configurable: true,
        });
      return;
    case 3:
      if (typeof items[key] === 'number') items[key] = -(items[key] as number) * 3 + 1;
      else if (typeof items[key] === 'string') items[key] = `${items[key]}x`;
      else items[key] = null;
      return;
    default:
      items[key] = ODD[rng.int(ODD.length)]();
  }
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const found: Place[] = [];
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    found.push({ holder: value as unknown[], key });
    if (found.length < 5000) found.push(...placesIn((value as Record<string | number, unknown>)[key]));
  }
  return found;
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}
