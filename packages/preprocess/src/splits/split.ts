import { type LabelledRows, type Rng, SelvedgeError } from '@selvedge/data';
import { checkRng, unfitData } from '@selvedge/data/checks';
import type { SplitSpec } from '../specs.generated.js';
import type { Split } from './definition.js';
import { splits } from './splits.js';

/**
 * Divides rows into training, validation and perhaps test rows.
 *
 * @param rng - used by the kinds that draw; equal seeds give equal splits
 * @returns row numbers of `source`; drawn parts in ascending order
 * @throws SelvedgeError `invalid-argument` when parts overlap, are larger than the data, or leave no training row
 */
export function split(spec: SplitSpec, source: Pick<LabelledRows, 'labels'>, rng: Rng): Split {
  const params = splits.checked(spec);
  checkRng(`split '${params.kind}'`, rng);
  const parts = splits.definitionOf(params.kind).divide(params, source.labels, rng);
  checkParts(spec, parts, source.labels.length);
  return parts;
}

function checkParts(spec: SplitSpec, { train, validation, test }: Split, rows: number): void {
  if (train.length === 0) throw unfitData(`split '${spec.kind}': no training row is left.`);
  const owner = new Uint8Array(rows);
  for (const [at, part] of [train, validation, test ?? []].entries()) {
    for (const row of part) {
      if (owner[row] !== 0) throw overlap(spec.kind, row, PARTS[owner[row] - 1], PARTS[at]);
      owner[row] = at + 1;
    }
  }
}

const PARTS = ['train', 'validation', 'test'] as const;

const overlap = (kind: string, row: number, first: string, second: string): SelvedgeError =>
  new SelvedgeError(
    'invalid-argument',
    `split '${kind}': row ${row} is in ${first} and in ${second}${first === second ? ' twice' : ''}; a row may be in one part only.`,
  );
