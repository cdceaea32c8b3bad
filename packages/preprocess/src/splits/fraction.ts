import { partialShare } from '@selvedge/component';
import { type Labels, type Rng, type RowIndices, rowIndices } from '@selvedge/data';
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

/** An order of all rows in which every stretch holds each class in about the share it has overall. */
function stratifiedOrder(labels: Labels, rng: Rng): Uint32Array {
  const byClass = new Map<number, number[]>();
  for (let row = 0; row < labels.length; row++) {
    const rows = byClass.get(labels[row]);
    if (rows) rows.push(row);
    else byClass.set(labels[row], [row]);
  }
  const placed: { row: number; at: number }[] = [];
  for (const [, rows] of [...byClass].sort(([a], [b]) => a - b)) {
    rng.shuffle(rows);
    // The i-th of n rows of a class stands at (i + 1/2) / n of the whole order.
    for (let i = 0; i < rows.length; i++) placed.push({ row: rows[i], at: (i + 0.5) / rows.length });
  }
  placed.sort((a, b) => a.at - b.at || a.row - b.row);
  return Uint32Array.from(placed, ({ row }) => row);
}
