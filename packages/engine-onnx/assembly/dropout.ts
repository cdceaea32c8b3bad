// AssemblyScript: compiled to WebAssembly by tools/assembly. The plain version is fillDropoutMask in
// src/random/noise.ts.

/**
 * Writes `kept` or 0 into `count` float32 numbers from the address `out`; the memory behind them, up to a multiple of 64
 * bytes, is overwritten too.
 *
 * @param threshold - of 2^24 numbers that each place may draw, so many drop it
 */
export function dropout(out: usize, count: i32, high: i32, low: i32, threshold: i32, kept: f32): void {
  const least = i32x4.splat(threshold);
  const value = f32x4.splat(kept);
  const key = i32x4.splat(low);
  const four = i32x4.splat(4);
  let place = i32x4.add(i32x4.splat(high), i32x4(0, 1, 2, 3));
  // Four at once: each is a chain of multiplications, which wait for each other.
  for (let i = 0; i < count; i += 16) {
    const a = place;
    const b = i32x4.add(a, four);
    const c = i32x4.add(b, four);
    const d = i32x4.add(c, four);
    place = i32x4.add(d, four);
    const at = out + ((i as usize) << 2);
    v128.store(at, keptWhere(drawn(a, key), least, value));
    v128.store(at, keptWhere(drawn(b, key), least, value), 16);
    v128.store(at, keptWhere(drawn(c, key), least, value), 32);
    v128.store(at, keptWhere(drawn(d, key), least, value), 48);
  }
}

/** The first address that is free for data. */
export function heapBase(): usize {
  return __heap_base;
}

function drawn(place: v128, key: v128): v128 {
  return i32x4.shr_u(mix(v128.xor(mix(place), key)), 8);
}

function keptWhere(draws: v128, least: v128, value: v128): v128 {
  return v128.and(value, i32x4.ge_s(draws, least));
}

/** MurmurHash3's 32-bit finaliser. */
function mix(word: v128): v128 {
  let h = i32x4.mul(v128.xor(word, i32x4.shr_u(word, 16)), i32x4.splat(0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0xc2b2ae35));
  return v128.xor(h, i32x4.shr_u(h, 16));
}
