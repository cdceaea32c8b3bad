/**
 * A list that nobody changes any more: for what keeps names, classes or shapes of its caller, and hands them out again.
 * One that is frozen is taken as it is, so that passing it on costs nothing.
 */
export const frozenList = <T>(list: readonly T[]): readonly T[] =>
  Object.isFrozen(list) ? list : Object.freeze([...list]);

/**
 * A copy of data that is frozen with the lists and objects in it; the caller's stay as they are. What is no data is
 * passed on: functions, typed arrays, instances of classes.
 */
export const frozenCopy = <Value>(value: Value): Value => copied(value, new Map()) as Value;

/** @param copies - of what was met so far, for data that hold themselves */
function copied(value: unknown, copies: Map<unknown, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (copies.has(value)) return copies.get(value);
  if (!Array.isArray(value) && Object.prototype.toString.call(value) !== '[object Object]') return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Plain objects of another realm have a prototype of their own, whose prototype is null.
  const isPlain = Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain) return value;
  const copy: unknown[] | Record<string, unknown> = Array.isArray(value) ? new Array(value.length) : {};
  copies.set(value, copy);
  for (const [name, part] of Object.entries(value))
    Object.defineProperty(copy, name, { value: copied(part, copies), enumerable: true });
  return Object.freeze(copy);
}
