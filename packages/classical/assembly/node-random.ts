// AssemblyScript, part of trees.ts. The random numbers of src/tree/node-random.ts.

export function draw(key: u32, at: i32): u32 {
  return mix((key ^ 0x5bd1e995) + u32(at + 1) * 0x9e3779b9);
}

export function childKey(key: u32, side: u32): u32 {
  return mix(key * 2 + side + 0x9e3779b9);
}

function mix(word: u32): u32 {
  let h = word;
  h = (h ^ (h >> 16)) * 0x7feb352d;
  h = (h ^ (h >> 15)) * 0x846ca68b;
  return h ^ (h >> 16);
}
