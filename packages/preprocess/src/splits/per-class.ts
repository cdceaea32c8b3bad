import { count } from '@selvedge/component';
import { rowIndices, type SelvedgeError } from '@selvedge/data';
import { unfitData } from '@selvedge/data/checks';
import type { PerClassParams } from '../specs.generated.js';
import { defineSplit, type SplitDefinition, within } from './definition.js';
import { ROWS, validationRows } from './fields.js';

export const perClass: SplitDefinition<PerClassParams> = defineSplit(
  {
    kind: 'per-class',
    description: 'Draws as many rows of each class for training, and others of each for validation.',
    fields: {
      train: count(ROWS).describe('Training rows of each class.'),
      validation: validationRows().describe('Validation rows of each class.'),
    },
  },
  ({ kind, train, validation }, labels, rng) => {
    within(kind, 'train', train, 1, labels.length);
    within(kind, 'validation', validation, 0, labels.length);
    const classes = [...new Set(labels)].sort((a, b) => a - b);
    const trainRows = new Uint32Array(classes.length * train);
    const validationRows = new Uint32Array(classes.length * validation);
    for (const [at, label] of classes.entries()) {
      const rows = Uint32Array.from(labels.keys()).filter((row) => labels[row] === label);
      if (rows.length < train + validation) throw tooFew(label, rows.length, train, validation);
      rng.shuffle(rows);
      trainRows.set(rows.subarray(0, train), at * train);
      validationRows.set(rows.subarray(train, train + validation), at * validation);
    }
    return { train: rowIndices(trainRows.sort()), validation: rowIndices(validationRows.sort()) };
  },
);

const tooFew = (label: number, rows: number, train: number, validation: number): SelvedgeError =>
  unfitData(
    `split 'per-class': class ${label} has ${rows} rows; ${train} for training and ${validation} for validation were asked for.`,
  );
