/** Pixels along each side of an image. */
export const SIDE = 28;

/** Corners of a polygon, `x0, y0, x1, y1, ...`; the image spans -1 to 1 in both directions, y downwards. */
export type Polygon = readonly number[];

/** Lines sampled per pixel row; along a line, coverage is exact. */
const LINES = 2;

/**
 * Paints a polygon over an image: `image = image * (1 - covered) + shade * covered`.
 *
 * @param image - `SIDE * SIDE` brightnesses
 * @param shade - brightness in [0, 1]
 */
export function paint(image: Float32Array, polygon: Polygon, shade: number): void {
  const crossings: number[] = [];
  for (let line = 0; line < SIDE * LINES; line++) {
    const y = (2 * (line + 0.5)) / (SIDE * LINES) - 1;
    crossingsAt(polygon, y, crossings);
    const row = Math.floor(line / LINES) * SIDE;
    for (let at = 0; at + 1 < crossings.length; at += 2) {
      paintSpan(image, row, crossings[at], crossings[at + 1], shade);
    }
  }
}

/** Where the outline meets a line, in pixels, in ascending order: inside lies between each pair. */
function crossingsAt(polygon: Polygon, y: number, crossings: number[]): void {
  crossings.length = 0;
  let fromX = polygon[polygon.length - 2];
  let fromY = polygon[polygon.length - 1];
  for (let at = 0; at < polygon.length; at += 2) {
    const toX = polygon[at];
    const toY = polygon[at + 1];
    if (fromY <= y !== toY <= y) {
      const x = fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX);
      crossings.push(((x + 1) * SIDE) / 2);
    }
    fromX = toX;
    fromY = toY;
  }
  if (crossings.length === 2) {
    if (crossings[0] > crossings[1]) crossings.reverse();
  } else crossings.sort((a, b) => a - b);
}

function paintSpan(image: Float32Array, row: number, from: number, to: number, shade: number): void {
  const first = Math.max(0, Math.floor(from));
  const last = Math.min(SIDE - 1, Math.ceil(to) - 1);
  for (let column = first; column <= last; column++) {
    const covered = (Math.min(to, column + 1) - Math.max(from, column)) / LINES;
    image[row + column] += (shade - image[row + column]) * covered;
  }
}
