/** A line of a chart. */
export interface Line {
  readonly name: string;
  /** Shares from 0 to 1, one for each place on the axis. */
  readonly values: readonly number[];
}

const [WIDTH, HEIGHT, LEFT, TOP] = [400, 260, 56, 56];
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'];
const MARKS = ['circle', 'square', 'diamond', 'triangle'] as const;

/** Charts beside each other as SVG: shares over places that are equally far from each other. */
export function drawCharts(
  places: readonly string[],
  charts: readonly { readonly title: string; readonly lines: readonly Line[] }[],
): string {
  const full = charts.length * (WIDTH + 2 * LEFT);
  const body = charts
    .map(({ title, lines }, at) => chart(places, title, lines, at * (WIDTH + 2 * LEFT) + LEFT))
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${full}" height="${TOP + HEIGHT + 118}" font-family="DejaVu Sans, sans-serif" font-size="13"><rect width="100%" height="100%" fill="white"/>${body}</svg>\n`;
}

function chart(places: readonly string[], title: string, lines: readonly Line[], left: number): string {
  const x = (at: number): number => left + (WIDTH * (at + 0.5)) / places.length;
  const y = (share: number): number => TOP + HEIGHT * (1 - Math.min(1, share));
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line x1="${left}" x2="${left + WIDTH}" y1="${y(share)}" y2="${y(share)}" stroke="#ddd"/><text x="${left - 8}" y="${y(share) + 4}" text-anchor="end">${100 * share} %</text>`,
  );
  const ticks = places.map(
    (place, at) => `<text x="${x(at)}" y="${TOP + HEIGHT + 20}" text-anchor="middle">${place}</text>`,
  );
  const drawn = lines.map(({ name, values }, line) => {
    const colour = COLOURS[line % COLOURS.length];
    const points = values.map((value, at) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    const marks = values.map((value, at) => mark(line, x(at), y(value), colour)).join('');
    const [keyX, keyY] = [left + (line % 2) * 200, TOP + HEIGHT + 68 + 24 * Math.floor(line / 2)];
    const key = `${mark(line, keyX + 8, keyY - 4, colour)}<text x="${keyX + 22}" y="${keyY}">${name}</text>`;
    return `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2"/>${marks}${key}`;
  });
  return [
    `<text x="${left}" y="28" font-size="15" font-weight="bold">${title}</text>`,
    ...grid,
    ...ticks,
    `<text x="${left + WIDTH / 2}" y="${TOP + HEIGHT + 42}" text-anchor="middle">workers</text>`,
    ...drawn,
  ].join('');
}

/** Lines differ by shape, too, for those who do not see the colours. */
function mark(line: number, x: number, y: number, colour: string): string {
  switch (MARKS[line % MARKS.length]) {
    case 'circle':
      return `<circle cx="${x}" cy="${y}" r="5" fill="${colour}"/>`;
    case 'square':
      return `<rect x="${x - 4.5}" y="${y - 4.5}" width="9" height="9" fill="${colour}"/>`;
    case 'diamond':
      return `<path d="M${x} ${y - 6}l6 6l-6 6l-6 -6z" fill="${colour}"/>`;
    case 'triangle':
      return `<path d="M${x} ${y - 6}l6 11h-12z" fill="${colour}"/>`;
  }
}
