// Numbers that come near the denormal ones are set to 0: arithmetic on denormals is a hundred times slower, and the
// moments of parameters whose gradient has died decay into them.

/** Below this a moment is 0. */
export const SMALLEST_MOMENT: f32 = 1e-37;

export function flushed(values: v128, smallest: f32): v128 {
  return v128.and(values, f32x4.ge(f32x4.abs(values), f32x4.splat(smallest)));
}

export function flushedOne(value: f32, smallest: f32): f32 {
  return abs(value) >= smallest ? value : 0;
}
