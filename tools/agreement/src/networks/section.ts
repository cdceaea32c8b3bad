import type { openKerasFiles } from './files/keras-models.js';
import type { Opened } from './files/our-files.js';
import type { ComparedFit, ComparedFits, FitDifference } from './fits/compare-fits.js';
import type { Compared } from './random/compare-engine.js';

/** Everything that the command measured. */
export interface Measured {
  readonly engines: readonly Compared[];
  readonly fits: ComparedFits;
  readonly ours: readonly Opened[];
  readonly keras: Awaited<ReturnType<typeof openKerasFiles>>;
}

/** More than rounding of float32 over a few steps. */
const ROUNDING = 1e-5;
/** Of weights after a fit: beyond it a reason must be stated. */
const LARGEST = 1e-3;

/** What differs and should not, one a line. */
export function disagreements({ engines, fits, ours, keras }: Measured): readonly string[] {
  return [
    ...engines.flatMap(({ engine, beyond }) => beyond.map((what) => `${engine}, network ${what}`)),
    ...[...ours, keras].flatMap(({ reader, wrong }) => wrong.map((what) => `${reader}, file ${what}`)),
    ...fits.fits.filter(isUnexplained).map(({ name }) => `fit ${name}: weights differ and no reason is stated`),
  ];
}

const isUnexplained = ({ keras, pytorch, why }: ComparedFit): boolean =>
  why === undefined && Math.max(keras?.weights ?? 0, pytorch?.weights ?? 0) > LARGEST;

/** The part of docs/agreement.md about networks. */
export function networksPart(measured: Measured): string {
  const { engines, fits, ours, keras } = measured;
  const { versions } = fits;
  const files = (count: number, what: string): string => `${count.toLocaleString('en')} ${what}`;
  return `## Networks

This part is written by \`node tools/agreement/dist/networks/command.js\`, which installs PyTorch ${versions.pytorch} and Keras ${versions.keras} itself.

### Engines

${files(engines[0].networks, 'seeded random networks')} on images and rows, with branches, beside PyTorch in float64: the largest differences, relative to the largest number of a network where that is above 1. Gradients of networks that lie within 2e-6 of a kink or a tie do not count. To agree, outputs and loss have to be within 1e-5 and gradients within 1e-4. The largest come from layer normalization of two or three nearly equal numbers, which multiplies the rounding of float32 by up to 1 / sqrt(epsilon) = 32 at each layer, on every engine alike.

${table(
  ['engine', 'outputs and loss', 'gradients', 'moving statistics', 'near kinks', 'beyond'],
  engines.map((each) => [
    each.engine,
    short(each.forward),
    short(each.gradients),
    short(each.statistics),
    String(each.kinks),
    String(each.beyond.length),
  ]),
)}

### Words

The largest difference of weights after three epochs on the same rows, batches and start, beside \`fit\` of Keras and a loop of PyTorch, both in float64. Where one of them needs an option, it is named. An empty field: the package has no such word.

${table(
  ['ours', 'Keras', 'PyTorch', 'to Keras', 'to PyTorch', 'why'],
  fits.fits.map(({ words, keras, pytorch, why }) => [
    words.ours,
    words.keras ?? '',
    words.pytorch ?? '',
    weightsOf(keras),
    weightsOf(pytorch),
    why ?? '',
  ]),
)}

${statistics(fits.fits)}

### Files

${table(
  ['files', 'reader', 'equal predictions', 'refused by name', 'wrong', 'largest difference'],
  [...ours.map((each) => ({ ...each, from: 'ours' })), { ...keras, from: 'Keras 3, with odd options' }].map((each) => [
    each.from,
    each.reader,
    String(each.equal),
    String(each.refused),
    String(each.wrong.length),
    short(each.largest),
  ]),
)}

Ours are refused where the reader has no such layer or activation. What \`loadKeras\` refused:

${counted(keras.refusals)}`;
}

const short = (value: number): string => (value === 0 ? '0' : value.toExponential(1));
const weightsOf = (difference: FitDifference | undefined): string =>
  difference === undefined ? '' : short(difference.weights);

/** What differs beside the weights. */
function statistics(fits: readonly ComparedFit[]): string {
  const lines = fits.flatMap(({ name, keras, pytorch }) => [
    ...Object.entries({ Keras: keras, PyTorch: pytorch }).flatMap(([who, difference]) =>
      difference !== undefined && difference.state > ROUNDING
        ? [`- ${name}: moving statistics differ from ${who}'s by ${short(difference.state)}.`]
        : [],
    ),
    ...(name.endsWith('penalty') && keras
      ? [`- ${name}: the running loss is without penalties, which Keras has in it: ${short(keras.running)} less.`]
      : []),
  ]);
  return lines.join('\n');
}

function counted(refusals: readonly string[]): string {
  const kinds = new Map<string, number>();
  for (const text of refusals) {
    const [, why = text] = /^importKeras: (?:layer '[^']*' )?(.*)\.$/s.exec(text) ?? [];
    const kind = why.length > 90 ? `${why.slice(0, 90)} ...` : why;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return [...kinds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, count]) => `- \`${kind.replaceAll('`', "'")}\`${count > 1 ? `, ${count} times` : ''}`)
    .join('\n');
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n');
const escaped = (cell: string): string => cell.replaceAll('|', '\\|');
