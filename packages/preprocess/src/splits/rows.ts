import { type RowIndices, rowIndices } from '@selvedge/data';
import type { RowsParams } from '../specs.generated.js';
import { defineSplit, type SplitDefinition, within } from './definition.js';
import { list } from './fields.js';

export const rows: SplitDefinition<RowsParams> = defineSplit(
  {
    kind: 'rows',
    description: 'Takes the rows of the lists, counted from 0; rows of no list are left out.',
    fields: {
      train: list.describe('Training rows.'),
      validation: list.describe('Validation rows.'),
      test: list.exactOptional().describe('Test rows.'),
    },
  },
  ({ kind, train, validation, test }, { length }) => {
    const rowsOf = (name: string, values: readonly number[]): RowIndices =>
      rowIndices(values.map((row) => within(kind, name, row, 0, length - 1)));
    return {
      train: rowsOf('train', train),
      validation: rowsOf('validation', validation),
      ...(test && { test: rowsOf('test', test) }),
    };
  },
);
