import { best, type Figure, judged, ratio, type Side, type SpeedResults, type SpeedRow, spread } from './results.js';

/**
 * docs/speed.md. What was measured under one title on several days or machines is one table, of the latest, with a column for the
 * ratios of each other day.
 *
 * @param profiles - by the name of a row that is below what is wanted: where its time goes
 */
export function speedPage(all: readonly SpeedResults[], profiles: Readonly<Record<string, string>>): string {
  const sections = [...new Set(all.map(({ title }) => title))].map((title) => {
    const [latest, ...others] = all.filter((each) => each.title === title).sort((a, b) => (a.date < b.date ? 1 : -1));
    return sectionOf(latest, others, profiles);
  });
  return `${HEAD}\n${sections.join('\n')}`;
}

const HEAD = `# Speed, beside the others

Every table is written from a file in \`tools/bench/results\` by \`node tools/bench/dist/write-speed.js\`, and every file by the command
above its table; build first (\`npm run build\`), point \`SELVEDGE_DATA\` at the data, and name a Python with the packages of
\`tools/bench/requirements.txt\` with \`--python\`. Both sides run in turn. Times are seconds of the quickest run, first those that passed
and then those of all processors together, with the slowest run as a multiple of the quickest. Ratios are the peer's time to ours:
above 1 ours is faster. Where the same was measured on another day, its ratios stand beside those of the table. "Wanted" is what we aim at, in processor seconds where both sides have them; a row below it says where its time goes, and how near it is, on the Intel Xeon.
`;

function sectionOf(
  results: SpeedResults,
  others: readonly SpeedResults[],
  profiles: Readonly<Record<string, string>>,
): string {
  const { title, rows } = results;
  const table = rows.map((row) => lineOf(row, others)).join('\n');
  const columns = [
    'work',
    'ours: s, processor s',
    'peer',
    'peer: s, processor s',
    'ratio: s, processor s',
    ...others.map(({ date }) => `on ${date}`),
    'wanted',
    "score, ours and peer's",
    'memory',
  ];
  const below = rows.filter(isBelow).map((row) => `- ${row.work}: ${profiles[row.work] ?? 'not profiled yet.'}`);
  return `## ${title}

${circumstances(results)}${others.map((other) => `; before, ${circumstances(other).replace(/^`.*`; /, '')}`).join('')}

| ${columns.join(' | ')} |
|${columns.map((name) => (LEFT.includes(name) ? '---|' : '---:|')).join('')}
${table}
${below.length > 0 ? `\nBelow what is wanted:\n\n${below.join('\n')}\n` : ''}`;
}

function circumstances({ command, date, processor, cores, node, load }: SpeedResults): string {
  const loaded = load === null ? 'load not recorded' : `load ${load.join(' to ')}`;
  return `\`${command}\`; ${date}, ${processor}, ${cores} cores, ${loaded}, Node.js ${node}`;
}

const LEFT: readonly string[] = ['work', 'peer', "score, ours and peer's"];

function lineOf(row: SpeedRow, others: readonly SpeedResults[]): string {
  const { work, ours, peer, wanted, note } = row;
  const cells = [
    note === undefined ? work : `${work} (${note})`,
    both((figure) => timeOf(ours, figure)),
    `${peer.name}, ${peer.threads === 1 ? '1 thread' : `up to ${peer.threads} threads`}`,
    both((figure) => timeOf(peer, figure)),
    ratios(row),
    ...others.map(({ rows }) => ratios(rows.find((other) => other.work === work))),
    wanted === undefined ? '' : isBelow(row) ? `**${wanted}**` : String(wanted),
    scores(ours, peer),
    ours.peakMb === undefined ? '' : `${Math.round(ours.peakMb)} MB`,
  ];
  return `| ${cells.join(' | ')} |`;
}

const ratios = (row: SpeedRow | undefined): string =>
  row === undefined ? '' : both((figure) => ratio(row, figure)?.toFixed(2));

const both = (of: (figure: Figure) => string | undefined): string =>
  [of('seconds'), of('processorSeconds')].filter((text) => text !== undefined).join(', ');

function timeOf(side: Side, figure: Figure): string | undefined {
  const [time, wide] = [best(side, figure), spread(side, figure)];
  if (time === undefined) return undefined;
  return wide === undefined ? numberOf(time) : `${numberOf(time)} (to ${wide.toFixed(1)}x)`;
}

const numberOf = (seconds: number): string => (seconds < 0.1 ? seconds.toPrecision(2) : seconds.toFixed(2));

function scores(ours: Side, peer: Side): string {
  const pair = (name: string, of: (side: Side) => number | undefined): string[] =>
    of(ours) === undefined ? [] : [`${name} ${of(ours)?.toFixed(4)}, ${of(peer)?.toFixed(4) ?? '-'}`];
  return [...pair('accuracy', ({ accuracy }) => accuracy), ...pair('loss', ({ loss }) => loss)].join('; ');
}

const isBelow = (row: SpeedRow): boolean => row.wanted !== undefined && (judged(row) ?? 0) < row.wanted;
