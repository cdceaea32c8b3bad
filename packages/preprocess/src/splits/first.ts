import { rowRange } from '@selvedge/data';
import type { FirstParams } from '../specs.generated.js';
import { defineSplit, type SplitDefinition, withEveryClass, within } from './definition.js';
import { validationRows } from './fields.js';

export const first: SplitDefinition<FirstParams> = defineSplit(
  {
    kind: 'first',
    description: 'Takes the first rows for validation and those after for training.',
    fields: { validation: validationRows().describe('Validation rows.') },
  },
  ({ kind, validation }, labels) => {
    const rows = labels.length;
    const start = within(kind, 'validation', validation, 0, rows - 1);
    return withEveryClass(kind, labels, { train: rowRange(start, rows), validation: rowRange(0, start) });
  },
);
