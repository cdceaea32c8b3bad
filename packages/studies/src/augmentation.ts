import { mean } from '@selvedge/data/arithmetic';
import { differenceOf } from './claims.js';
import { points } from './points.js';
import type { RecordedModel, RecordedRow } from './record.js';

/** Rows with one network trained with and without augmentation: the plain model first, then what it is compared with. */
const PAIRS: readonly (readonly [row: string, plain: string, augmented: string])[] = [
  ['padova.augment', 'plain', 'augmented'],
  ['korea.cnn4', 'plain', 'augmented'],
  ['korea.cnn4', 'plain', 'mild'],
  ['padova.noise', 'cnn', 'cnn-augmented'],
];

/** Beyond this the two differ significantly at every corruption of 10,000 rows. */
const TELLING = 0.02;

/** What augmentation costs on clean images and what it buys on corrupted ones, in words made from the figures. */
export function augmentationChapter(results: ReadonlyMap<string, RecordedRow>): readonly string[] {
  const lines = PAIRS.flatMap(([row, plain, augmented]) => {
    const [before, after] = [plain, augmented].map((name) =>
      results.get(row)?.models.find((model) => model.name === name),
    );
    return before && after ? [cleanLine(row, before, after)] : [];
  });
  const noise = results.get('padova.noise')?.models ?? [];
  const [plain, augmented] = ['cnn', 'cnn-augmented'].map((name) => noise.find((model) => model.name === name));
  if (lines.length === 0) return [];
  return [
    `On clean test images, with as many epochs for both:`,
    lines.join('\n'),
    ...(plain?.robustness && augmented?.robustness ? [corruptedSentence(plain.robustness, augmented.robustness)] : []),
  ];
}

function cleanLine(row: string, plain: RecordedModel, augmented: RecordedModel): string {
  const [a, b] = [augmented.parts['test'].accuracy, plain.parts['test'].accuracy];
  const { difference, low, high } = differenceOf(a, b);
  const verdict = low > 0 ? 'is better than' : high < 0 ? 'is worse than' : 'is not distinguishable from';
  const trained = (model: RecordedModel): string => {
    const last = model.curves?.['train.accuracy']?.at(-1);
    return last === undefined ? '' : `, ${points(last)} % on its training rows`;
  };
  return `- ${row}: ${augmented.name} (${points(a.value)} %${trained(augmented)}) ${verdict} ${plain.name} (${points(b.value)} %${trained(plain)}); difference ${points(difference)} points (95 % interval ${points(low)} to ${points(high)}).`;
}

function corruptedSentence(
  plain: NonNullable<RecordedModel['robustness']>,
  augmented: NonNullable<RecordedModel['robustness']>,
): string {
  const meanOf = ({ cells }: typeof plain, kind: string): number =>
    mean(cells.filter((cell) => cell.kind === kind).map(({ accuracy }) => accuracy.value));
  const changes = plain.kinds
    .map((kind) => ({ kind, gain: meanOf(augmented, kind) - meanOf(plain, kind) }))
    .toSorted((a, b) => b.gain - a.gain);
  const shown = (chosen: typeof changes): string =>
    chosen.map(({ kind, gain }) => `${kind} (${gain > 0 ? '+' : ''}${(100 * gain).toFixed(1)})`).join(', ');
  const gained = changes.filter(({ gain }) => gain > TELLING);
  const lost = changes.filter(({ gain }) => gain < -TELLING).reverse();
  const parts = [
    ...(gained.length > 0 ? [`it gains at ${shown(gained)}`] : []),
    ...(lost.length > 0 ? [`it loses at ${shown(lost)}`] : []),
  ];
  return `On corrupted images (padova.noise, points of accuracy over all severities, changes of more than ${100 * TELLING} points), turned, shifted and noisy training images pay where the corruption is of their kind: ${parts.join('; ')}.`;
}
