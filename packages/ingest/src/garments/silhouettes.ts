import type { Rng } from '@selvedge/data';
import type { Polygon } from './canvas.js';

/** A part of a garment: an outline, and how bright it is beside the whole. */
export interface Piece {
  readonly outline: Polygon;
  /** Factor on the garment's brightness. */
  readonly shade: number;
}

/** Draws the pieces of one garment, in the order of painting; every call differs. */
export type Silhouette = (rng: Rng) => readonly Piece[];

/** One per class, in the order and under the names of Fashion-MNIST. */
export const SILHOUETTES: readonly { readonly name: string; readonly draw: Silhouette }[] = [
  { name: 'T-shirt/top', draw: (rng) => top(rng, { sleeve: [0.12, 0.5], body: [0.62, 0.88], opening: 0 }) },
  { name: 'Trouser', draw: trouser },
  { name: 'Pullover', draw: (rng) => top(rng, { sleeve: [0.9, 1.35], body: [0.5, 0.84], opening: 0.05 }) },
  { name: 'Dress', draw: dress },
  { name: 'Coat', draw: (rng) => top(rng, { sleeve: [0.95, 1.4], body: [0.68, 0.97], opening: 0.85 }) },
  { name: 'Sandal', draw: sandal },
  { name: 'Shirt', draw: (rng) => top(rng, { sleeve: [0.35, 1.2], body: [0.6, 0.9], opening: 0.5 }) },
  { name: 'Sneaker', draw: (rng) => shoe(rng, between(rng, -0.2, 0.2)) },
  { name: 'Bag', draw: bag },
  { name: 'Ankle boot', draw: (rng) => shoe(rng, between(rng, -0.95, -0.1)) },
];

interface TopStyle {
  /** Shortest and longest sleeve. */
  readonly sleeve: readonly [number, number];
  /** Highest and lowest hem. */
  readonly body: readonly [number, number];
  /** How often the front opens. */
  readonly opening: number;
}

function top(rng: Rng, { sleeve, body, opening }: TopStyle): Piece[] {
  const shoulder = between(rng, 0.42, 0.58);
  const neck = between(rng, 0.12, 0.26);
  const neckDepth = between(rng, 0.02, 0.28);
  const hem = between(rng, ...body);
  const waist = shoulder * between(rng, 0.8, 1.05);
  const width = between(rng, 0.16, 0.26);
  const length = between(rng, ...sleeve);
  const angle = between(rng, 0.12, 0.75 - 0.35 * Math.min(1, length));
  const collar = -0.82;
  const right = [
    neck,
    collar,
    shoulder,
    collar + 0.12,
    shoulder,
    -0.2,
    waist,
    0.2,
    waist * between(rng, 0.95, 1.15),
    hem,
  ];
  const pieces: Piece[] = [];
  for (const side of [1, -1]) {
    pieces.push({ outline: arm(side, shoulder, collar + 0.1, length, angle, width), shade: between(rng, 0.85, 1) });
  }
  pieces.push({ outline: [...mirrored(right), 0, collar + neckDepth], shade: 1 });
  if (rng.uniform() < opening) {
    const gap = between(rng, 0.02, 0.06);
    pieces.push({ outline: [-gap, collar + neckDepth, gap, collar + neckDepth, gap, hem, -gap, hem], shade: 0.45 });
  }
  return pieces;
}

/** A sleeve that hangs from the shoulder, `angle` away from the body. */
function arm(side: number, x: number, y: number, length: number, angle: number, width: number): Polygon {
  const downX = Math.sin(angle);
  const downY = Math.cos(angle);
  const [outerX, outerY] = [x + downX * length + 0.02, y + downY * length];
  const [innerX, innerY] = [outerX - downY * width, outerY + downX * width];
  const points = [x - 0.05, y - 0.06, outerX, outerY, innerX, innerY, x - width, y + 0.25];
  return points.map((value, at) => (at % 2 === 0 ? side * value : value));
}

function trouser(rng: Rng): Piece[] {
  const waist = between(rng, 0.2, 0.36);
  const hip = waist + between(rng, 0, 0.12);
  const ankle = between(rng, 0.12, 0.24);
  const spread = between(rng, 0.02, 0.2);
  const hem = between(rng, 0.6, 0.95);
  const crotch = between(rng, -0.35, -0.1);
  const right = [waist, -0.92, hip, crotch - 0.2, spread + ankle + 0.06, hem, spread, hem, 0, crotch];
  return [{ outline: mirrored(right.slice(0, 8), [0, crotch]), shade: 1 }];
}

function dress(rng: Rng): Piece[] {
  const shoulder = between(rng, 0.2, 0.42);
  const waist = between(rng, 0.16, 0.34);
  const hem = between(rng, 0.28, 0.6);
  const middle = between(rng, -0.3, 0.1);
  const right = [
    shoulder * 0.5,
    -0.92,
    shoulder,
    -0.88,
    shoulder * 0.85,
    -0.5,
    waist,
    middle,
    hem,
    between(rng, 0.7, 0.97),
  ];
  const pieces: Piece[] = [];
  if (rng.uniform() < 0.45) {
    const length = between(rng, 0.15, 1.1);
    for (const side of [1, -1]) pieces.push({ outline: arm(side, shoulder, -0.8, length, 0.25, 0.15), shade: 0.9 });
  }
  pieces.push({ outline: [...mirrored(right), 0, between(rng, -0.88, -0.6)], shade: 1 });
  return pieces;
}

/** A shoe from the side, its toe to the left; the two kinds differ by how high the shaft reaches. */
function shoe(rng: Rng, shaftTop: number): Piece[] {
  const sole = between(rng, 0.35, 0.55);
  const toe = between(rng, 0.05, 0.3);
  const opening = between(rng, 0.05, 0.35);
  const heel = between(rng, 0.8, 0.92);
  const upper = [
    -0.9,
    sole,
    -0.92,
    toe + 0.05,
    -0.55,
    toe - 0.1,
    opening - 0.15,
    shaftTop + 0.12,
    opening,
    shaftTop,
    heel,
    shaftTop,
  ];
  const pieces: Piece[] = [{ outline: [...upper, heel + between(rng, -0.05, 0.05), sole], shade: 1 }];
  const thickness = between(rng, 0.06, 0.16);
  const bottom = [-0.94, sole - 0.02, heel + 0.03, sole - 0.02, heel + 0.03, sole + thickness, -0.92, sole + thickness];
  pieces.push({ outline: bottom, shade: between(rng, 0.4, 1.3) });
  if (rng.uniform() < 0.3) {
    const [start, end] = [between(rng, 0.2, 0.4), between(rng, 0.5, 0.8)];
    pieces.push({
      outline: [start, sole + thickness, end, sole - 0.3, end + 0.1, sole - 0.3, start + 0.15, sole],
      shade: 0.6,
    });
  }
  return pieces;
}

function sandal(rng: Rng): Piece[] {
  const sole = between(rng, 0.35, 0.6);
  const lift = between(rng, 0, 0.35);
  const thickness = between(rng, 0.06, 0.18);
  const pieces: Piece[] = [
    {
      outline: [-0.9, sole, 0.85, sole - lift, 0.88, sole + thickness, -0.9, sole + thickness],
      shade: between(rng, 0.7, 1.2),
    },
  ];
  const straps = 2 + rng.int(4);
  for (let strap = 0; strap < straps; strap++) {
    const from = between(rng, -0.8, 0.6);
    const to = from + between(rng, 0.05, 0.5);
    const peak = sole - lift * ((to + 0.9) / 1.75) - between(rng, 0.2, 0.75);
    const width = between(rng, 0.07, 0.2);
    pieces.push({
      outline: [from, sole, to, peak, to + width, peak + 0.03, from + width, sole + 0.02],
      shade: between(rng, 0.6, 1.1),
    });
  }
  return pieces;
}

function bag(rng: Rng): Piece[] {
  const half = between(rng, 0.5, 0.9);
  const topHalf = half * between(rng, 0.7, 1.05);
  const [upper, lower] = [between(rng, -0.4, 0.05), between(rng, 0.5, 0.9)];
  const handle = between(rng, 0.15, 0.5);
  const reach = topHalf * between(rng, 0.3, 0.9);
  const band = between(rng, 0.06, 0.12);
  const pieces: Piece[] = [];
  if (rng.uniform() < 0.8) {
    const outer = [-reach, upper, -reach * 0.7, upper - handle, reach * 0.7, upper - handle, reach, upper];
    const inner = [
      reach - band,
      upper,
      reach * 0.7 - band,
      upper - handle + band,
      -reach * 0.7 + band,
      upper - handle + band,
      -reach + band,
      upper,
    ];
    pieces.push({ outline: [...outer, ...inner], shade: between(rng, 0.6, 1) });
  }
  pieces.push({ outline: [-topHalf, upper, topHalf, upper, half, lower, -half, lower], shade: 1 });
  if (rng.uniform() < 0.5) {
    const flap = upper + (lower - upper) * between(rng, 0.3, 0.6);
    pieces.push({
      outline: [-topHalf, upper, topHalf, upper, topHalf * 0.9, flap, -topHalf * 0.9, flap],
      shade: between(rng, 0.6, 0.9),
    });
  }
  return pieces;
}

/** The right half of an outline, from top to bottom, completed by its mirror image. */
function mirrored(right: readonly number[], between: readonly number[] = []): number[] {
  const left: number[] = [];
  for (let at = right.length - 2; at >= 0; at -= 2) left.push(-right[at], right[at + 1]);
  return [...right, ...between, ...left];
}

const between = (rng: Rng, low: number, high: number): number => low + (high - low) * rng.uniform();
