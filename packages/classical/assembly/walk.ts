// AssemblyScript: compiled to WebAssembly by tools/assembly. Walks rows down trees, eight at a time and without a branch
// that depends on a value: each comparison would be mispredicted every other time.

/**
 * Finds the leaf of each row.
 *
 * @param nodes - 16 bytes each: threshold float64, offset of the column in a row in bytes uint32, right child uint32. A
 * leaf has the threshold NaN and itself for right child
 * @param rows - a multiple of eight
 * @param stride - bytes of a row
 * @param leaves - uint32, one per row
 */
export function leavesOfDoubles(nodes: usize, values: usize, stride: usize, rows: i32, leaves: usize): void {
  walk<f64>(nodes, values, stride, rows, leaves);
}

export function leavesOfFloats(nodes: usize, values: usize, stride: usize, rows: i32, leaves: usize): void {
  walk<f32>(nodes, values, stride, rows, leaves);
}

export function leavesOfBytes(nodes: usize, values: usize, stride: usize, rows: i32, leaves: usize): void {
  walk<u8>(nodes, values, stride, rows, leaves);
}

function walk<T>(nodes: usize, values: usize, stride: usize, rows: i32, leaves: usize): void {
  for (let row = 0; row < rows; row += 8) {
    const v0 = values + (row as usize) * stride;
    const v1 = v0 + stride;
    const v2 = v1 + stride;
    const v3 = v2 + stride;
    const v4 = v3 + stride;
    const v5 = v4 + stride;
    const v6 = v5 + stride;
    const v7 = v6 + stride;
    let n0: u32 = 0;
    let n1: u32 = 0;
    let n2: u32 = 0;
    let n3: u32 = 0;
    let n4: u32 = 0;
    let n5: u32 = 0;
    let n6: u32 = 0;
    let n7: u32 = 0;
    let moved: u32 = 1;
    while (moved !== 0) {
      const m0 = step<T>(nodes, v0, n0);
      const m1 = step<T>(nodes, v1, n1);
      const m2 = step<T>(nodes, v2, n2);
      const m3 = step<T>(nodes, v3, n3);
      const m4 = step<T>(nodes, v4, n4);
      const m5 = step<T>(nodes, v5, n5);
      const m6 = step<T>(nodes, v6, n6);
      const m7 = step<T>(nodes, v7, n7);
      moved = (m0 ^ n0) | (m1 ^ n1) | (m2 ^ n2) | (m3 ^ n3) | (m4 ^ n4) | (m5 ^ n5) | (m6 ^ n6) | (m7 ^ n7);
      n0 = m0;
      n1 = m1;
      n2 = m2;
      n3 = m3;
      n4 = m4;
      n5 = m5;
      n6 = m6;
      n7 = m7;
    }
    const to = leaves + ((row as usize) << 2);
    store<u32>(to, n0);
    store<u32>(to, n1, 4);
    store<u32>(to, n2, 8);
    store<u32>(to, n3, 12);
    store<u32>(to, n4, 16);
    store<u32>(to, n5, 20);
    store<u32>(to, n6, 24);
    store<u32>(to, n7, 28);
  }
}

function step<T>(nodes: usize, values: usize, node: u32): u32 {
  const at = nodes + ((node as usize) << 4);
  const value = load<T>(values + (load<u32>(at, 8) as usize)) as f64;
  return select<u32>(node + 1, load<u32>(at, 12), value <= load<f64>(at));
}

export function heapBase(): usize {
  return __heap_base;
}
