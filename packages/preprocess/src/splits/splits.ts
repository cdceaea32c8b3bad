import { type Catalogue, catalogueOf } from '@selvedge/component';
import type { SplitDefinition } from './definition.js';
import { first } from './first.js';
import { fraction } from './fraction.js';
import { grouped } from './grouped.js';
import { last } from './last.js';
import { perClass } from './per-class.js';
import { ranges } from './ranges.js';
import { rows } from './rows.js';

const FRACTION = 'write { kind: fraction, validation: 0.2 }';
const FOLDS = 'a split is one division; write evaluate: { crossValidation: { folds: 5 } }';

/** Every split. */
export const splits: Catalogue<SplitDefinition> = catalogueOf(
  {
    family: 'split',
    typeName: 'SplitSpec',
    description: 'How the training rows are divided into training and validation rows.',
    advice: {
      trainTestSplit: FRACTION,
      holdout: FRACTION,
      random: FRACTION,
      stratified: FRACTION,
      shuffleSplit: FRACTION,
      kFold: FOLDS,
      stratifiedKFold: FOLDS,
      groupKFold: FOLDS,
      crossValidation: FOLDS,
      group: 'write { kind: grouped }',
    },
  },
  [last, first, fraction, perClass, ranges, rows, grouped],
);
