import { partialShare } from '@selvedge/component';
import { type RowIndices, rowIndices, stratifiedOrder } from '@selvedge/data';
import { z } from 'zod';
import type { FractionParams } from '../specs.generated.js';
import { defineSplit, type SplitDefinition } from './definition.js';
import { countsOf, leavesTraining } from './shares.js';

export const fraction: SplitDefinition<FractionParams> = defineSplit<FractionParams>(
  {
    kind: 'fraction',
    description: 'Draws shares of the rows for validation and perhaps test; the rest is for training.',
    fields: {
      validation: partialShare().describe('Share of the rows.'),
      test: partialShare().exactOptional().describe('Share of the rows, for data without test rows of its own.'),
      stratify: z.boolean().default(true).describe('Draws the same share of each class.'),
    },
    rule: leavesTraining,
  },
  (params, labels, rng) => {
    const [validationRows, testRows] = countsOf(params, labels.length);
    // Every row its own part would be the finest deal; one order in which any prefix is stratified does the same.
    const order = params.stratify ? stratifiedOrder(labels, rng) : rng.shuffle(Uint32Array.from(labels.keys()));
    const rowsFrom = (from: number, to: number): RowIndices => rowIndices(order.slice(from, to).sort());
    return {
      validation: rowsFrom(0, validationRows),
      ...(params.test !== undefined && { test: rowsFrom(validationRows, validationRows + testRows) }),
      train: rowsFrom(validationRows + testRows, labels.length),
    };
  },
);
