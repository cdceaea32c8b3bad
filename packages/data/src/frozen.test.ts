import { frozenCopy } from './frozen.js';

describe('frozenCopy(value)', () => {
  test('copies and freezes lists and objects at every depth, and leaves the given ones as they are', () => {
    const given = { kind: 'mlp', hidden: [16, 8], layers: [{ units: 3 }] };
    const copy = frozenCopy(given);
    expect(copy).toEqual(given);
    given.layers[0].units = 5;
    given.hidden.push(4);
    expect(copy).toEqual({ kind: 'mlp', hidden: [16, 8], layers: [{ units: 3 }] });
    expect([copy, copy.hidden, copy.layers, copy.layers[0]].every(Object.isFrozen)).toBe(true);
  });

  test('passes functions, typed arrays and instances on', () => {
    const given = { made: new Map(), of: Math.max, values: Float32Array.of(1) };
    const copy = frozenCopy(given);
    expect([copy.made, copy.of, copy.values]).toEqual([given.made, given.of, given.values]);
    expect(Object.isFrozen(given.made)).toBe(false);
  });

  test('ends with data that hold themselves', () => {
    const given: { self?: unknown } = {};
    given.self = given;
    const copy = frozenCopy(given);
    expect(copy.self).toBe(copy);
  });
});
