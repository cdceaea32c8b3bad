import { count } from '@selvedge/component';
import { rowRange } from '@selvedge/data';
import type { LastParams } from '../specs.generated.js';
import { defineSplit, type SplitDefinition, withEveryClass, within } from './definition.js';
import { ROWS, validationRows } from './fields.js';

export const last: SplitDefinition<LastParams> = defineSplit(
  {
    kind: 'last',
    description:
      "Takes the last rows for validation and those before for training, as Keras's validation_split takes the last share.",
    fields: {
      validation: validationRows().describe('Validation rows.'),
      train: count(ROWS).exactOptional().describe('Takes only so many of the first rows for training.'),
    },
  },
  ({ kind, validation, train }, labels) => {
    const rows = labels.length;
    const end = rows - within(kind, 'validation', validation, 0, rows - 1);
    const parts = { train: rowRange(0, within(kind, 'train', train ?? end, 1, end)), validation: rowRange(end, rows) };
    return withEveryClass(kind, labels, parts);
  },
);
