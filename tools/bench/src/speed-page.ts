import { best, type Figure, judged, ratio, type Side, type SpeedResults, type SpeedRow, spread } from './results.js';

/**
 * docs/speed.md.
 *
 * @param profiles - by the name of a row that is below what is wanted: where its time goes
 */
export function speedPage(all: readonly SpeedResults[], profiles: Readonly<Record<string, string>>): string {
  return `${HEAD}\n${all.map((results) => sectionOf(results, profiles)).join('\n')}`;
}

const HEAD = `# Speed, beside the others

Every table is written from a file in \`tools/bench/results\` by \`node tools/bench/dist/write-speed.js\`, and every file by the command
above its table; build first (\`npm run build\`), point \`SELVEDGE_DATA\` at the data, and name a Python with the packages of
\`tools/bench/requirements.txt\` with \`--python\`. Both sides run in turn. Times are seconds of the quickest run, first those that passed
and then those of all processors together, with the slowest run as a multiple of the quickest. Ratios are the peer's time to ours:
above 1 ours is faster. "Wanted" is what we aim at, in processor seconds where both sides have them; a row below it says where its time goes.
`;

function sectionOf(results: SpeedResults, profiles: Readonly<Record<string, string>>): string {
  const { title, rows } = results;
  const table = rows.map(lineOf).join('\n');
  const below = rows.filter(isBelow).map((row) => `- ${row.work}: ${profiles[row.work] ?? 'not profiled yet.'}`);
  return `## ${title}

${circumstances(results)}

| work | ours: s, processor s | peer | peer: s, processor s | ratio: s, processor s | wanted | score, ours and peer's | memory |
|---|---:|---|---:|---:|---:|---|---:|
${table}
${below.length > 0 ? `\nBelow what is wanted:\n\n${below.join('\n')}\n` : ''}`;
}

function circumstances({ command, date, processor, cores, node, load }: SpeedResults): string {
  const loaded = load === null ? 'load not recorded' : `load ${load.join(' to ')}`;
  return `\`${command}\`; ${date}, ${processor}, ${cores} cores, ${loaded}, Node.js ${node}`;
}

function lineOf(row: SpeedRow): string {
  const { work, ours, peer, wanted, note } = row;
  const cells = [
    note === undefined ? work : `${work} (${note})`,
    both((figure) => timeOf(ours, figure)),
    `${peer.name}, ${peer.threads === 1 ? '1 thread' : `up to ${peer.threads} threads`}`,
    both((figure) => timeOf(peer, figure)),
    both((figure) => ratio(row, figure)?.toFixed(2)),
    wanted === undefined ? '' : isBelow(row) ? `**${wanted}**` : String(wanted),
    scores(ours, peer),
    ours.peakMb === undefined ? '' : `${Math.round(ours.peakMb)} MB`,
  ];
  return `| ${cells.join(' | ')} |`;
}

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
