import { type RowIndices, rowRange } from '@selvedge/data';
import type { RangesParams } from '../specs.generated.js';
import { defineSplit, type SplitDefinition, withEveryClass, within } from './definition.js';
import { type RowSpan, span } from './fields.js';

export const ranges: SplitDefinition<RangesParams> = defineSplit(
  {
    kind: 'ranges',
    description: 'Takes the rows of the ranges [start, end), counted from 0; rows of no range are left out.',
    fields: {
      train: span.describe('Training rows, start to end - 1.'),
      validation: span.describe('Validation rows, start to end - 1.'),
      test: span.exactOptional().describe('Test rows, start to end - 1.'),
    },
  },
  ({ kind, train, validation, test }, labels) => {
    const rows = labels.length;
    const rowsOf = (name: string, [start, end]: RowSpan): RowIndices =>
      rowRange(within(kind, name, start, 0, rows), within(kind, name, end, start, rows));
    return withEveryClass(kind, labels, {
      train: rowsOf('train', train),
      validation: rowsOf('validation', validation),
      ...(test && { test: rowsOf('test', test) }),
    });
  },
);
