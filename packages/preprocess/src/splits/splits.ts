import { catalogueOf } from '@selvedge/component';
import type { Catalogue } from '@selvedge/component/catalogues';
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
      ratio: FRACTION,
      percentage: FRACTION,
      kFold: FOLDS,
      stratifiedKFold: FOLDS,
      groupKFold: FOLDS,
      crossValidation: FOLDS,
      cv: FOLDS,
      folds: FOLDS,
      leaveOneOut: FOLDS,
      loo: FOLDS,
      group: 'write { kind: grouped, groups: [a, a, b], validation: 0.2 }, with a key per row',
      groups: 'write { kind: grouped, groups: [a, a, b], validation: 0.2 }, with a key per row',
      timeSeries: 'write { kind: last, validation: 1000 }, whose rows are the latest',
      timeSeriesSplit: 'write { kind: last, validation: 1000 }, whose rows are the latest',
    },
  },
  [last, first, fraction, perClass, ranges, rows, grouped],
);
