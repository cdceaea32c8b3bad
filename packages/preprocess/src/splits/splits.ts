import { type Catalogue, catalogueOf } from '@selvedge/component';
import type { SplitDefinition } from './definition.js';
import { first } from './first.js';
import { fraction } from './fraction.js';
import { grouped } from './grouped.js';
import { last } from './last.js';
import { perClass } from './per-class.js';
import { ranges } from './ranges.js';
import { rows } from './rows.js';

/** Every split. */
export const splits: Catalogue<SplitDefinition> = catalogueOf(
  {
    family: 'split',
    typeName: 'SplitSpec',
    description: 'How the training rows are divided into training and validation rows.',
  },
  [last, first, fraction, perClass, ranges, rows, grouped],
);
