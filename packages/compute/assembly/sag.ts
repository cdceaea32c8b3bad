// AssemblyScript: compiled to WebAssembly by tools/assembly. Stochastic average gradient for softmax regression.

/**
 * Takes `count` steps of SAG or SAGA, one row each. Weights are classes x width, float64, and stand for
 * `scale * weights`: shrinking them all is one multiplication.
 *
 * @param order - row numbers, int32
 * @param rows - bytes or float32, rows x width; width is a multiple of 4 and padding is zero
 * @param labels - int32, one per row
 * @param rowWeights - float64, one per row
 * @param state - float64: scale, rows seen so far, sum of losses of the rows visited
 * @param seen - a byte per row
 * @param memory - the last gradient of each row by class, float64, rows x classes
 * @param sums - of the gradients times the rows, classes x width
 * @param interceptSums - float64, classes; not used unless `hasIntercept`
 * @param x - scratch: float64, width
 * @param scores - scratch: float64, classes
 */
export function sagSteps(
  order: usize,
  count: i32,
  rows: usize,
  isBytes: bool,
  width: i32,
  classes: i32,
  labels: usize,
  rowWeights: usize,
  hasIntercept: bool,
  isSaga: bool,
  step: f64,
  shrink: f64,
  state: usize,
  seen: usize,
  memory: usize,
  weights: usize,
  sums: usize,
  intercepts: usize,
  interceptSums: usize,
  x: usize,
  scores: usize,
): void {
  let scale = load<f64>(state);
  let rowsSeen = load<f64>(state, 8);
  let losses = load<f64>(state, 16);
  const vectors = (width as usize) << 3;
  for (let at = 0; at < count; at++) {
    const row = load<i32>(order + ((at as usize) << 2));
    if (isBytes) widenBytes(rows + (row as usize) * (width as usize), width, x);
    else widenFloats(rows + (((row as usize) * (width as usize)) << 2), width, x);
    if (load<u8>(seen + (row as usize)) === 0) {
      store<u8>(seen + (row as usize), 1);
      rowsSeen += 1;
    }
    const label = load<i32>(labels + ((row as usize) << 2));
    const weight = load<f64>(rowWeights + ((row as usize) << 3));
    let largest = -Infinity;
    for (let c = 0; c < classes; c++) {
      const score =
        scale * dot(weights + (c as usize) * vectors, x, vectors) + load<f64>(intercepts + ((c as usize) << 3));
      store<f64>(scores + ((c as usize) << 3), score);
      largest = max(largest, score);
    }
    let total: f64 = 0;
    for (let c = 0; c < classes; c++) total += Math.exp(load<f64>(scores + ((c as usize) << 3)) - largest);
    const logTotal = Math.log(total) + largest;
    losses += weight * (logTotal - load<f64>(scores + ((label as usize) << 3)));
    // Shrunk before the gradient's step is divided by it: w becomes (1 - step * decay) w - step * average, whose resting
    // point is the minimum.
    scale *= shrink;
    const average = step / (scale * rowsSeen);
    const correctionStep = isSaga ? (step * (1 - 1 / rowsSeen)) / scale : 0;
    const remembered = memory + (((row as usize) * (classes as usize)) << 3);
    for (let c = 0; c < classes; c++) {
      const place = (c as usize) << 3;
      const share = Math.exp(load<f64>(scores + place) - logTotal);
      const gradient = weight * (share - (c === label ? 1 : 0));
      const correction = gradient - load<f64>(remembered + place);
      store<f64>(remembered + place, gradient);
      update(
        weights + (c as usize) * vectors,
        sums + (c as usize) * vectors,
        x,
        vectors,
        correction,
        average,
        correction * correctionStep,
      );
      if (hasIntercept) {
        const sum = load<f64>(interceptSums + place) + correction;
        store<f64>(interceptSums + place, sum);
        const change = (step * sum) / rowsSeen + (isSaga ? correction * step * (1 - 1 / rowsSeen) : 0);
        store<f64>(intercepts + place, load<f64>(intercepts + place) - change);
      }
    }
    if (scale < 1e-9) {
      rescale(weights, (classes as usize) * vectors, scale);
      scale = 1;
    }
  }
  store<f64>(state, scale);
  store<f64>(state, rowsSeen, 8);
  store<f64>(state, losses, 16);
}

function widenBytes(from: usize, width: i32, to: usize): void {
  for (let at = 0; at < width; at += 4) {
    const short = i16x8.extend_low_i8x16_u(v128.load32_zero(from + (at as usize)));
    const word = i32x4.extend_low_i16x8_u(short);
    const place = to + ((at as usize) << 3);
    v128.store(place, f64x2.convert_low_i32x4_u(word));
    v128.store(place + 16, f64x2.convert_low_i32x4_u(v128.shuffle<i32>(word, word, 2, 3, 2, 3)));
  }
}

function widenFloats(from: usize, width: i32, to: usize): void {
  for (let at = 0; at < width; at += 4) {
    const floats = v128.load(from + ((at as usize) << 2));
    const place = to + ((at as usize) << 3);
    v128.store(place, f64x2.promote_low_f32x4(floats));
    v128.store(place + 16, f64x2.promote_low_f32x4(v128.shuffle<f32>(floats, floats, 2, 3, 2, 3)));
  }
}

function dot(a: usize, b: usize, bytes: usize): f64 {
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 32) {
    even = f64x2.add(even, f64x2.mul(v128.load(a + at), v128.load(b + at)));
    odd = f64x2.add(odd, f64x2.mul(v128.load(a + at, 16), v128.load(b + at, 16)));
  }
  const sums = f64x2.add(even, odd);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** sums += correction * x, then weights -= average * sums + jump * x. */
function update(weights: usize, sums: usize, x: usize, bytes: usize, correction: f64, average: f64, jump: f64): void {
  const corrections = f64x2.splat(correction);
  const averages = f64x2.splat(average);
  const jumps = f64x2.splat(jump);
  if (jump === 0) {
    for (let at: usize = 0; at < bytes; at += 16) {
      const sum = f64x2.add(v128.load(sums + at), f64x2.mul(corrections, v128.load(x + at)));
      v128.store(sums + at, sum);
      v128.store(weights + at, f64x2.sub(v128.load(weights + at), f64x2.mul(averages, sum)));
    }
    return;
  }
  for (let at: usize = 0; at < bytes; at += 16) {
    const value = v128.load(x + at);
    const sum = f64x2.add(v128.load(sums + at), f64x2.mul(corrections, value));
    v128.store(sums + at, sum);
    const change = f64x2.add(f64x2.mul(averages, sum), f64x2.mul(jumps, value));
    v128.store(weights + at, f64x2.sub(v128.load(weights + at), change));
  }
}

function rescale(values: usize, bytes: usize, factor: f64): void {
  const factors = f64x2.splat(factor);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(values + at, f64x2.mul(factors, v128.load(values + at)));
  }
}

/** Where memory begins that the compiler's own tables do not use. */
export function heapBase(): usize {
  return __heap_base;
}
