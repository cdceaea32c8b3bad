import { type Labels, type Rng, type RowIndices, rowIndices, SelvedgeError } from '@selvedge/data';
import { checkRng, onlyFields, shown } from '@selvedge/data/checks';

/**
 * Wrong labels for training rows, as plain JSON distinguished by `kind`.
 *
 * | kind | a row's new label |
 * |---|---|
 * | `uniform` | any other class, each as likely |
 * | `class-pair` | the class that `pairs` gives for its own; default: the next class, the last to the first |
 */
export type LabelNoiseSpec =
  | { readonly kind: 'uniform'; readonly fraction: number }
  | { readonly kind: 'class-pair'; readonly fraction: number; readonly pairs?: readonly (readonly [number, number])[] };

/** Labels of which some are wrong. */
export interface NoisyLabels {
  readonly labels: Labels;
  /** Rows whose label was changed, ascending. */
  readonly changed: RowIndices;
}

/**
 * Changes the labels of exactly round(fraction * rows) rows, drawn at random. With `pairs`, only rows of the classes
 * that have a partner can be drawn, and `fraction` is of them.
 *
 * @param classCount - at least 2
 * @throws SelvedgeError `invalid-argument` for a fraction outside [0, 1], fewer than 2 classes, a pair of equal or
 *   unknown classes, or an unknown kind or field
 * @see Patrini et al., Making deep neural networks robust to label noise, CVPR 2017, for both kinds
 */
export function addLabelNoise(labels: Labels, classCount: number, spec: LabelNoiseSpec, rng: Rng): NoisyLabels {
  check(classCount, spec);
  checkRng(`label noise '${spec.kind}'`, rng);
  const partner = partnersOf(classCount, spec);
  const drawn: number[] = [];
  for (let row = 0; row < labels.length; row++) if (partner.has(labels[row])) drawn.push(row);
  rng.shuffle(drawn);
  const changed = rowIndices(drawn.slice(0, Math.round(spec.fraction * drawn.length)).sort((a, b) => a - b));
  const noisy = labels.slice();
  for (const row of changed) {
    noisy[row] =
      spec.kind === 'uniform'
        ? (labels[row] + 1 + rng.int(classCount - 1)) % classCount
        : (partner.get(labels[row]) ?? labels[row]);
  }
  return { labels: noisy, changed };
}

function partnersOf(classCount: number, spec: LabelNoiseSpec): ReadonlyMap<number, number> {
  if (spec.kind === 'class-pair' && spec.pairs) return new Map(spec.pairs);
  return new Map(Array.from({ length: classCount }, (_, label) => [label, (label + 1) % classCount]));
}

function check(classCount: number, spec: LabelNoiseSpec): void {
  const fail = (what: string): never => {
    throw new SelvedgeError('invalid-argument', `label noise '${spec.kind}': ${what}.`);
  };
  if (spec.kind !== 'uniform' && spec.kind !== 'class-pair') fail('known kinds are uniform and class-pair');
  onlyFields(
    `label noise '${spec.kind}'`,
    spec,
    spec.kind === 'uniform' ? ['kind', 'fraction'] : ['kind', 'fraction', 'pairs'],
  );
  const { fraction } = spec;
  if (!(typeof fraction === 'number' && fraction >= 0 && fraction <= 1))
    fail(`fraction is ${shown(fraction)}; need a share in [0, 1]`);
  if (!Number.isInteger(classCount) || classCount < 2) fail(`got ${classCount} classes; need at least 2`);
  const pairs: unknown = spec.kind === 'class-pair' ? (spec.pairs ?? []) : [];
  if (!Array.isArray(pairs) || !pairs.every((pair) => Array.isArray(pair) && pair.length === 2))
    fail(`pairs is ${shown(pairs)}; need pairs of class numbers, for instance pairs: [[0, 1], [1, 0]]`);
  for (const [from, to] of pairs as readonly (readonly [number, number])[]) {
    const known = [from, to].every((label) => Number.isInteger(label) && label >= 0 && label < classCount);
    if (!known || from === to) fail(`pair [${from}, ${to}]; need two different classes below ${classCount}`);
  }
}
