import type { Rng } from '@selvedge/data';
import { SIDE } from './canvas.js';

/** Brightness of the cloth at a pixel, as a factor around 1. */
type Pattern = (x: number, y: number) => number;

/**
 * Turns a silhouette into an image: brightness, a pattern in the cloth, noise.
 *
 * @param target - receives bytes; where the silhouette is 0 they stay 0
 * @param silhouette - brightnesses in [0, 1]
 */
export function weave(target: Uint8Array, silhouette: Float32Array, rng: Rng): void {
  const brightness = 110 + 200 * rng.uniform();
  const noise = 8 + 30 * rng.uniform();
  const pattern = patternOf(rng);
  for (let at = 0; at < target.length; at++) {
    const shade = silhouette[at];
    if (shade === 0) continue;
    // Two bytes of one draw, added: a triangular distribution, near enough to noise of a camera and quick.
    const draw = rng.uint32();
    const grain = ((draw & 255) + ((draw >>> 8) & 255) - 255) / 255;
    const value = shade * (brightness * pattern(at % SIDE, Math.floor(at / SIDE)) + noise * grain);
    target[at] = value < 0 ? 0 : value > 255 ? 255 : Math.round(value);
  }
}

function patternOf(rng: Rng): Pattern {
  const kind = rng.int(6);
  const depth = 0.15 + 0.35 * rng.uniform();
  const period = 2 + rng.int(6);
  const phase = rng.int(period);
  const slope = (depth * (2 * rng.uniform() - 1)) / SIDE;
  switch (kind) {
    case 0: // vertical stripes
      return (x) => ((x + phase) % period < period / 2 ? 1 : 1 - depth);
    case 1: // horizontal stripes
      return (_, y) => ((y + phase) % period < period / 2 ? 1 : 1 - depth);
    case 2: // checks
      return (x, y) =>
        1 - (depth / 2) * (((x + phase) % period < period / 2 ? 1 : 0) + (y % period < period / 2 ? 1 : 0));
    case 3: {
      // a print on the front
      const [left, upper, size] = [8 + rng.int(6), 7 + rng.int(8), 3 + rng.int(7)];
      return (x, y) => (x >= left && x < left + size && y >= upper && y < upper + size ? 1 - 1.5 * depth : 1);
    }
    default: // plain, lit from a side
      return (x, y) => 1 + slope * (x - y);
  }
}
