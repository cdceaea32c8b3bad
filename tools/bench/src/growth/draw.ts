import { type Axis, along, type GrowthResults, type Point } from './measurements.js';

const [PANEL, HEIGHT, GAP, LEFT, TOP] = [176, 150, 44, 48, 66];
const LINE = HEIGHT + 84;
/** Models side by side. */
const ACROSS = 2;
const shortly = new Intl.NumberFormat('en', { notation: 'compact' });
const AXES: readonly Axis[] = ['rows', 'columns'];
const SIDES = [
  { side: 'ours', name: 'Selvedge', colour: '#0072b2', dash: '' },
  { side: 'peer', name: '', colour: '#d55e00', dash: '6 4' },
] as const;

/** Panels in logarithms as SVG: for each model processor seconds over rows, and beside it those over columns. */
export function drawGrowth({ models, peer }: GrowthResults): string {
  const width = LEFT + ACROSS * AXES.length * (PANEL + GAP) - GAP + 16;
  const height = TOP + Math.ceil(models.length / ACROSS) * LINE - 20;
  const panels = models.flatMap(({ model, ours, peer }, at) =>
    AXES.map((axis, place) => {
      const times = [...ours, ...peer].map(({ processorSeconds }) => processorSeconds);
      const scale = {
        least: Math.floor(Math.log10(Math.min(...times))),
        most: Math.ceil(Math.log10(Math.max(...times))),
      };
      const left = LEFT + ((at % ACROSS) * AXES.length + place) * (PANEL + GAP);
      const top = TOP + Math.floor(at / ACROSS) * LINE;
      return panel({
        left,
        top,
        title: place === 0 ? `${model}, processor seconds` : '',
        axis,
        lines: [along(ours, axis), along(peer, axis)],
        ...scale,
      });
    }),
  );
  const key = SIDES.map(
    ({ name, colour, dash }, at) =>
      `<path d="M${LEFT + 200 * at} 20h34" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/><text x="${LEFT + 200 * at + 42}" y="24">${name || peer}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="DejaVu Sans, sans-serif" font-size="12"><title>Processor seconds over rows and over columns</title><rect width="100%" height="100%" fill="white"/>${key.join('')}${panels.join('')}</svg>\n`;
}

interface Panel {
  readonly left: number;
  readonly top: number;
  readonly title: string;
  readonly axis: Axis;
  readonly lines: readonly (readonly Point[])[];
  /** Powers of ten between which the seconds lie. */
  readonly least: number;
  readonly most: number;
}

function panel({ left, top, title, axis, lines, least, most }: Panel): string {
  const sizes = lines[0].map((point) => point[axis]);
  const [first, last] = [Math.log(sizes[0]), Math.log(sizes[sizes.length - 1])];
  const x = (size: number): number => left + 8 + ((PANEL - 16) * (Math.log(size) - first)) / (last - first);
  const y = (seconds: number): number => top + HEIGHT * (1 - (Math.log10(seconds) - least) / (most - least));
  const powers = Array.from({ length: most - least + 1 }, (_, at) => least + at);
  const grid = powers.map(
    (power) =>
      `<path d="M${left} ${y(10 ** power)}h${PANEL}" stroke="#ddd"/><text x="${left - 5}" y="${y(10 ** power) + 4}" text-anchor="end">${Number((10 ** power).toPrecision(1))}</text>`,
  );
  const ticks = sizes.map(
    (size) => `<text x="${x(size)}" y="${top + HEIGHT + 17}" text-anchor="middle">${shortly.format(size)}</text>`,
  );
  const drawn = lines.map((points, side) => {
    const { colour, dash } = SIDES[side];
    const places = points.map((point) => [x(point[axis]).toFixed(1), y(point.processorSeconds).toFixed(1)]);
    const dots = places.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`);
    return `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>${dots.join('')}`;
  });
  return [
    `<text x="${left}" y="${top - 12}" font-weight="bold">${title}</text>`,
    ...grid,
    ...ticks,
    `<text x="${left + PANEL / 2}" y="${top + HEIGHT + 34}" text-anchor="middle">${axis}</text>`,
    ...drawn,
  ].join('');
}
