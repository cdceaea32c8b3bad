import { escapeXml } from '@selvedge/data/text';
import type { Plan, PlannedStep } from '@selvedge/pipeline/types';

/** The plan as a Mermaid flow chart, for Markdown files. */
export function planMermaid({ steps }: Plan): string {
  const names = new Map(steps.map(({ id }, at) => [id, `s${at}`]));
  const lines = steps.map(
    ({ id, label, state }) => `  ${names.get(id)}["${label.replaceAll('"', "'")}"]:::${classOf(state)}`,
  );
  const edges = steps.flatMap(({ id, inputs }) =>
    inputs.filter((input) => names.has(input)).map((input) => `  ${names.get(input)} --> ${names.get(id)}`),
  );
  return [
    'flowchart LR',
    ...lines,
    ...edges,
    '  classDef cached fill:#e3f4e6,stroke:#3b8a4a,color:#1b1b1b',
    '  classDef runs fill:#fff1d6,stroke:#b7791f,color:#1b1b1b',
    '  classDef here fill:#f2f2f2,stroke:#8a8a8a,color:#1b1b1b',
    '',
  ].join('\n');
}

const BOX = { width: 250, height: 34, gapX: 50, gapY: 14, margin: 16 } as const;
const FILL: Readonly<Record<string, readonly [fill: string, stroke: string]>> = {
  cached: ['#e3f4e6', '#3b8a4a'],
  runs: ['#fff1d6', '#b7791f'],
  here: ['#f2f2f2', '#8a8a8a'],
};

/** The plan as a picture: steps in columns by their distance from the data. */
export function planSvg({ name, steps }: Plan): string {
  const depth = new Map<string, number>();
  for (const { id, inputs } of steps) depth.set(id, Math.max(0, ...inputs.map((input) => (depth.get(input) ?? 0) + 1)));
  const columns: PlannedStep[][] = [];
  for (const step of steps) {
    const at = depth.get(step.id) ?? 0;
    columns[at] = [...(columns[at] ?? []), step];
  }
  const place = new Map<string, { x: number; y: number }>();
  for (const [column, members] of columns.entries()) {
    for (const [row, { id }] of members.entries()) {
      place.set(id, {
        x: BOX.margin + column * (BOX.width + BOX.gapX),
        y: 48 + row * (BOX.height + BOX.gapY),
      });
    }
  }
  const width = 2 * BOX.margin + columns.length * (BOX.width + BOX.gapX) - BOX.gapX;
  const height = 48 + Math.max(...columns.map((each) => each.length)) * (BOX.height + BOX.gapY) + BOX.margin;
  const edges = steps.flatMap(({ id, inputs }) =>
    inputs.map((input) => {
      const [from, to] = [place.get(input), place.get(id)];
      if (!from || !to) return '';
      const [x1, y1, x2, y2] = [from.x + BOX.width, from.y + BOX.height / 2, to.x, to.y + BOX.height / 2];
      const bend = (x2 - x1) / 2;
      return `<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}" fill="none" stroke="#9a9a9a"/>`;
    }),
  );
  const boxes = steps.map(({ id, label, state }) => {
    const { x, y } = place.get(id) as { x: number; y: number };
    const [fill, stroke] = FILL[classOf(state)];
    const text = label.length > 38 ? `${label.slice(0, 37)}…` : label;
    return `<g><title>${escapeXml(`${id}: ${state}`)}</title><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="6" fill="${fill}" stroke="${stroke}"/><text x="${x + 10}" y="${y + 21}">${escapeXml(text)}</text></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="${escapeXml(`Plan of ${name}`)}"><rect width="100%" height="100%" fill="#ffffff"/><text x="${BOX.margin}" y="28" font-size="15" font-weight="600">${escapeXml(name)}</text>${edges.join('')}${boxes.join('')}</svg>\n`;
}

const classOf = (state: PlannedStep['state']): string => (state === 'not needed' ? 'here' : state);
