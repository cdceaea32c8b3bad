import { guessedAs, partialShare } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import { type Rng, type RowIndices, rowIndices } from '@selvedge/data';
import { stratifiedDraw } from '@selvedge/data/partitions';
import type { FractionParams } from '../specs.generated.js';
import { defineSplit, type SplitDefinition } from './definition.js';
import { countsOf, leavesTraining } from './shares.js';

export const fraction: SplitDefinition<FractionParams> = defineSplit<FractionParams>(
  {
    kind: 'fraction',
    description: 'Draws shares of the rows for validation and perhaps test; the rest is for training.',
    fields: {
      validation: guessedAs(
        partialShare().describe('Share of the rows.'),
        'validationSize',
        'validationSplit',
        'validationFraction',
        'valSize',
      ),
      test: guessedAs(
        partialShare().exactOptional().describe('Share of the rows, for data without test rows of its own.'),
        'testSize',
        'testFraction',
      ),
      stratify: z.boolean().default(true).describe('Draws the same share of each class.'),
    },
    advice: {
      trainSize: 'leave it out: what validation and test leave is for training',
      train: 'leave it out: what validation and test leave is for training',
      shuffle: 'leave it out: rows are drawn at random; { kind: last } takes the last rows',
      seed: 'write seed: 0 beside split',
      randomState: 'write seed: 0 beside split',
    },
    rule: leavesTraining,
  },
  (params, labels, rng) => {
    const [validationRows, testRows] = countsOf(params, labels.length);
    const sizes = params.test === undefined ? [validationRows] : [validationRows, testRows];
    const parts = params.stratify ? stratifiedDraw(labels, sizes, rng) : drawn(labels.length, sizes, rng);
    const [validation, test] = parts;
    return { validation, ...(params.test !== undefined && { test }), train: parts[sizes.length] };
  },
);

function drawn(rows: number, sizes: readonly number[], rng: Rng): RowIndices[] {
  const order = rng.shuffle(Uint32Array.from({ length: rows }, (_, row) => row));
  let start = 0;
  return [...sizes, rows].map((size) => {
    const part = rowIndices(order.slice(start, start + size).sort());
    start += size;
    return part;
  });
}
