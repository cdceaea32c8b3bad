type Color = readonly [number, number, number];

const WHITE: Color = [250, 250, 250];
const BLUE: Color = [0, 84, 150];
const ORANGE: Color = [196, 78, 0];
const RAMP: readonly Color[] = [
  [250, 250, 250],
  [207, 227, 243],
  [91, 159, 208],
  [11, 79, 138],
  [5, 30, 66],
];

/** Light to dark blue for 0 to 1. */
export function sequential(share: number): Color {
  const place = Math.max(0, Math.min(1, Number.isFinite(share) ? share : 0)) * (RAMP.length - 1);
  const below = Math.min(RAMP.length - 2, Math.floor(place));
  return blend(RAMP[below], RAMP[below + 1], place - below);
}

/** Blue for -1, white for 0, orange for 1. */
export function diverging(share: number): Color {
  const value = Math.max(-1, Math.min(1, Number.isFinite(share) ? share : 0));
  return blend(WHITE, value < 0 ? BLUE : ORANGE, Math.abs(value));
}

const blend = (from: Color, to: Color, share: number): Color => [
  Math.round(from[0] + share * (to[0] - from[0])),
  Math.round(from[1] + share * (to[1] - from[1])),
  Math.round(from[2] + share * (to[2] - from[2])),
];
