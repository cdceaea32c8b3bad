import { type Definition, defineComponent, type Spec } from '@selvedge/component';
import type { DefinitionSource } from '@selvedge/component/types';
import { type Labels, type Rng, type RowIndices, SelvedgeError } from '@selvedge/data';
import { unfitData } from '@selvedge/data/checks';

/** Row numbers of each part. The parts share no row. */
export interface Split {
  readonly train: RowIndices;
  /** Empty when the specification asks for none. */
  readonly validation: RowIndices;
  readonly test?: RowIndices;
}

/** One way to divide rows. */
export interface SplitDefinition<Params extends Spec = Spec> extends Definition<Params> {
  /**
   * @param labels - of all rows
   * @param rng - for what is drawn
   * @returns drawn parts in ascending order
   */
  divide(params: Params, labels: Labels, rng: Rng): Split;
}

export function defineSplit<Params extends Spec>(
  stated: Omit<DefinitionSource<Params>, 'family'>,
  divide: SplitDefinition<Params>['divide'],
): SplitDefinition<Params> {
  return { ...defineComponent<Params>({ ...stated, family: 'split' }), divide };
}

/** @throws SelvedgeError `invalid-argument` for a number that these rows do not have */
export function within(kind: string, name: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw new SelvedgeError(
    'invalid-argument',
    `split '${kind}': ${name} holds ${value}; need a whole number from ${least} to ${most} for these rows.`,
  );
}

/**
 * Parts of neighbouring rows, where every class has training rows: of rows sorted by class the last or first ones would
 * be whole classes, which a model could never predict.
 *
 * @throws SelvedgeError `invalid-argument` naming a class without training rows
 */
export function withEveryClass(kind: string, labels: Labels, parts: Split): Split {
  const isTrained = new Uint8Array(65_536);
  for (const row of parts.train) isTrained[labels[row]] = 1;
  for (const row of parts.validation) if (isTrained[labels[row]] === 0) throw classWithout(kind, labels[row], row);
  return parts;
}

const classWithout = (kind: string, label: number, row: number): SelvedgeError =>
  unfitData(
    `split '${kind}': class ${label} (row ${row}) is in validation and has no training row; the rows seem to be sorted by class. Write { kind: fraction, validation: 0.2 }, which draws rows of every class.`,
  );
