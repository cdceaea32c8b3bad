/** Output position to input position about the image's centre: `[yy, yx, xy, xx, ty, tx]`, row y before column x. */
export type AffineMap = readonly [yy: number, yx: number, xy: number, xx: number, ty: number, tx: number];

export const IDENTITY: AffineMap = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`, as maps from output to input: the image is changed by `outer` first. */
export function compose(inner: AffineMap, outer: AffineMap): AffineMap {
  const [a, b, c, d, e, f] = outer;
  const [p, q, r, s, t, u] = inner;
  return [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, a * t + b * u + e, c * t + d * u + f];
}

/** Turns the picture counter-clockwise as seen on a screen, where rows grow downwards. */
export function rotation(degrees: number): AffineMap {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [cos, sin, -sin, cos, 0, 0];
}

/** Moves the picture down by `y` and to the right by `x` pixels. */
export const translation = (y: number, x: number): AffineMap => [1, 0, 0, 1, -y, -x];

/** Makes the picture `factor` times as large; below 1, smaller. */
export const scaling = (factor: number): AffineMap => [1 / factor, 0, 0, 1 / factor, 0, 0];

/** Slants the picture: a row's shift to the right grows by `slope` pixels per row above the middle. */
export const shearing = (slope: number): AffineMap => [1, 0, slope, 1, 0, 0];

/** Mirrors left and right (`x`), or up and down (`y`). */
export const mirror = (axis: 'x' | 'y'): AffineMap => (axis === 'x' ? [1, 0, 0, -1, 0, 0] : [-1, 0, 0, 1, 0, 0]);
