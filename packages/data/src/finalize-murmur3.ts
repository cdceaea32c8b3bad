/** MurmurHash3's 32-bit finaliser: spreads every bit of a word over all of it. The result is signed. */
export function finalizeMurmur3(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
