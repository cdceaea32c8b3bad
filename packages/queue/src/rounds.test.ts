import { Rounds } from './rounds.js';

describe('Rounds', () => {
  test('goes round, past what is not wanted and what was removed', () => {
    const map = new Map(['a', 'b', 'c', 'd', 'e'].map((name) => [name, name]));
    const rounds = new Rounds(map);
    expect(rounds.next(2, 10, (name) => name !== 'b')).toEqual(['a', 'c']);
    map.delete('d');
    expect(rounds.next(2, 10, () => true)).toEqual(['e', 'a']);
    map.set('f', 'f');
    expect(rounds.next(9, 9, () => true)).toEqual(['b', 'c', 'e', 'f', 'a']);
  });

  test('looks at no more than it may, and at each once', () => {
    const map = new Map(Array.from({ length: 10 }, (_, at) => [String(at), at]));
    const seen: number[] = [];
    const rounds = new Rounds(map);
    const look = (most: number): void => void rounds.next(5, most, (value) => seen.push(value) < 0);
    look(3);
    look(3);
    expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
    look(100);
    expect(seen).toHaveLength(16);
  });

  test('finds nothing in an empty map', () => {
    expect(new Rounds(new Map()).next(5, 5, () => true)).toEqual([]);
  });
});
