// AssemblyScript: compiled to WebAssembly by tools/assembly. Features of one image from learned patches. All
// arguments named like arrays are addresses of float32 numbers in memory that the caller lays out. `places` counts the
// positions of a patch, padded to a multiple of eight; padding is computed with and never read.

/**
 * Copies every patch of an image into a column and brings it to mean 0 and standard deviation 1, with `contrast` added
 * to the variance, then subtracts `mean`. columns[depth x places]; sums is scratch of 2 x places.
 */
export function normalizedPatches(
  image: usize,
  width: i32,
  channels: i32,
  size: i32,
  across: i32,
  down: i32,
  contrast: f32,
  mean: usize,
  columns: usize,
  places: i32,
  sums: usize,
): void {
  const depth = size * size * channels;
  const squares = sums + ((places as usize) << 2);
  memory.fill(sums, 0, (places as usize) << 3);
  let d = 0;
  for (let dy = 0; dy < size; dy++) {
    for (let dx = 0; dx < size; dx++) {
      for (let channel = 0; channel < channels; channel++, d++) {
        const to = columns + (((d * places) as usize) << 2);
        for (let y = 0; y < down; y++) {
          const from = image + (((((y + dy) * width + dx) * channels + channel) as usize) << 2);
          for (let x = 0; x < across; x++) {
            const value = load<f32>(from + (((x * channels) as usize) << 2));
            const place = ((y * across + x) as usize) << 2;
            store<f32>(to + place, value);
            store<f32>(sums + place, load<f32>(sums + place) + value);
            store<f32>(squares + place, load<f32>(squares + place) + value * value);
          }
        }
      }
    }
  }
  const n = depth as f32;
  for (let place = 0; place < places; place += 4) {
    const at = (place as usize) << 2;
    const average = f32x4.div(v128.load(sums + at), f32x4.splat(n));
    const rest = f32x4.sub(v128.load(squares + at), f32x4.mul(f32x4.mul(average, average), f32x4.splat(n)));
    const variance = f32x4.max(f32x4.splat(0), f32x4.div(rest, f32x4.splat(n - 1)));
    v128.store(sums + at, average);
    v128.store(squares + at, f32x4.div(f32x4.splat(1), f32x4.sqrt(f32x4.add(variance, f32x4.splat(contrast)))));
  }
  for (let row = 0; row < depth; row++) {
    const to = columns + (((row * places) as usize) << 2);
    const subtracted = v128.load32_splat(mean + ((row as usize) << 2));
    for (let place = 0; place < places; place += 4) {
      const at = (place as usize) << 2;
      const centred = f32x4.sub(v128.load(to + at), v128.load(sums + at));
      v128.store(to + at, f32x4.sub(f32x4.mul(centred, v128.load(squares + at)), subtracted));
    }
  }
}

/** products[rows x columns] = a[rows x depth] * b[depth x columns]; rows a multiple of 4, columns of 8. */
export function multiply(a: usize, b: usize, products: usize, rows: i32, depth: i32, columns: i32): void {
  const stride = (columns as usize) << 2;
  const step = (depth as usize) << 2;
  for (let row = 0; row < rows; row += 4) {
    const left = a + (row as usize) * step;
    const out = products + (row as usize) * stride;
    for (let column = 0; column < columns; column += 8) {
      let from = b + ((column as usize) << 2);
      let p00 = f32x4.splat(0);
      let p01 = p00;
      let p10 = p00;
      let p11 = p00;
      let p20 = p00;
      let p21 = p00;
      let p30 = p00;
      let p31 = p00;
      for (let d: usize = 0; d < step; d += 4) {
        const b0 = v128.load(from);
        const b1 = v128.load(from, 16);
        const a0 = v128.load32_splat(left + d);
        const a1 = v128.load32_splat(left + step + d);
        const a2 = v128.load32_splat(left + 2 * step + d);
        const a3 = v128.load32_splat(left + 3 * step + d);
        p00 = f32x4.add(p00, f32x4.mul(a0, b0));
        p01 = f32x4.add(p01, f32x4.mul(a0, b1));
        p10 = f32x4.add(p10, f32x4.mul(a1, b0));
        p11 = f32x4.add(p11, f32x4.mul(a1, b1));
        p20 = f32x4.add(p20, f32x4.mul(a2, b0));
        p21 = f32x4.add(p21, f32x4.mul(a2, b1));
        p30 = f32x4.add(p30, f32x4.mul(a3, b0));
        p31 = f32x4.add(p31, f32x4.mul(a3, b1));
        from += stride;
      }
      const to = out + ((column as usize) << 2);
      v128.store(to, p00);
      v128.store(to, p01, 16);
      v128.store(to + stride, p10);
      v128.store(to + stride, p11, 16);
      v128.store(to + 2 * stride, p20);
      v128.store(to + 2 * stride, p21, 16);
      v128.store(to + 3 * stride, p30);
      v128.store(to + 3 * stride, p31, 16);
    }
  }
}

/**
 * Replaces products of centroids and whitened patches by how much nearer than the average centroid each one is, 0 when
 * it is farther. constants[features] are the centroids' squared lengths; means is scratch of 2 x places.
 */
export function nearness(
  whitened: usize,
  depth: i32,
  products: usize,
  constants: usize,
  features: i32,
  places: i32,
  means: usize,
): void {
  const lengths = means + ((places as usize) << 2);
  memory.fill(means, 0, (places as usize) << 3);
  for (let row = 0; row < depth; row++) {
    for (let place = 0; place < places; place += 4) {
      const at = (place as usize) << 2;
      const value = v128.load(whitened + (((row * places) as usize) << 2) + at);
      v128.store(lengths + at, f32x4.add(v128.load(lengths + at), f32x4.mul(value, value)));
    }
  }
  for (let feature = 0; feature < features; feature++) {
    const constant = v128.load32_splat(constants + ((feature as usize) << 2));
    const row = products + (((feature * places) as usize) << 2);
    for (let place = 0; place < places; place += 4) {
      const at = (place as usize) << 2;
      const product = v128.load(row + at);
      const square = f32x4.sub(f32x4.add(constant, v128.load(lengths + at)), f32x4.add(product, product));
      const distance = f32x4.sqrt(f32x4.max(f32x4.splat(0), square));
      v128.store(row + at, distance);
      v128.store(means + at, f32x4.add(v128.load(means + at), distance));
    }
  }
  const count = f32x4.splat(features as f32);
  for (let place = 0; place < places; place += 4) {
    const at = (place as usize) << 2;
    v128.store(means + at, f32x4.div(v128.load(means + at), count));
  }
  for (let feature = 0; feature < features; feature++) {
    const row = products + (((feature * places) as usize) << 2);
    for (let place = 0; place < places; place += 4) {
      const at = (place as usize) << 2;
      v128.store(row + at, f32x4.max(f32x4.splat(0), f32x4.sub(v128.load(means + at), v128.load(row + at))));
    }
  }
}

/** Averages each feature over cells x cells regions of the positions: pooled[cells x cells x features]. */
export function pool(
  values: usize,
  features: i32,
  places: i32,
  across: i32,
  down: i32,
  cells: i32,
  pooled: usize,
): void {
  for (let feature = 0; feature < features; feature++) {
    const row = values + (((feature * places) as usize) << 2);
    for (let cy = 0; cy < cells; cy++) {
      const top = (cy * down) / cells;
      const bottom = ((cy + 1) * down) / cells;
      for (let cx = 0; cx < cells; cx++) {
        const left = (cx * across) / cells;
        const right = ((cx + 1) * across) / cells;
        let sum: f32 = 0;
        for (let y = top; y < bottom; y++) {
          for (let x = left; x < right; x++) sum += load<f32>(row + (((y * across + x) as usize) << 2));
        }
        const cell = (((cy * cells + cx) * features + feature) as usize) << 2;
        store<f32>(pooled + cell, sum / (((bottom - top) * (right - left)) as f32));
      }
    }
  }
}

export function heapBase(): usize {
  return __heap_base;
}
