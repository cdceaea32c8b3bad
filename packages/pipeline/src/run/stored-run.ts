import { join } from 'node:path';
import { SelvedgeError } from '@selvedge/data';
import type { Misclassified } from '../steps/misclassified.js';
import type { Environment } from './environment.js';
import type { RunResults } from './results.js';
import type { RunFolder } from './run-folder.js';
import type { RecordedStep } from './step-records.js';
import {
  anything,
  count,
  fields,
  flag,
  listOf,
  mapOf,
  nullable,
  number,
  optional,
  type Shape,
  text,
} from './stored-shape.js';

// What commands read of a finished run: digests say that a file is as it was written, not that a run of this release, or any
// run at all, wrote it.

/** @throws SelvedgeError `corrupt-file` naming the place that is not as a run writes it; `not-found`, `io` */
export const readResults = (folder: RunFolder): Promise<RunResults> => readAs(folder, 'results.json', RESULTS);

/** @throws SelvedgeError as `readResults` */
export const readSteps = (folder: RunFolder): Promise<readonly RecordedStep[]> =>
  readAs(folder, 'steps.json', listOf(STEP));

/** @throws SelvedgeError as `readResults` */
export const readEnvironment = (folder: RunFolder): Promise<Environment> =>
  readAs(folder, 'environment.json', ENVIRONMENT);

/** The specification as it was run, whose own mistakes are found when it is parsed. @throws SelvedgeError as `readResults` */
export const readResolved = <T extends object>(folder: RunFolder): Promise<T> =>
  readAs(folder, 'spec.resolved.json', fields({ report: optional(mapOf(anything)) }));

/** @throws SelvedgeError as `readResults` */
export const readMisclassified = (folder: RunFolder, name: string): Promise<Misclassified> =>
  readAs(folder, name, MISCLASSIFIED);

/** @param shape - of what is read; the type is what has that shape */
async function readAs<T>(folder: RunFolder, name: string, shape: Shape): Promise<T> {
  const value = await folder.readJson<unknown>(name);
  const wrong = shape(value, '');
  if (wrong === undefined) return value as T;
  throw new SelvedgeError(
    'corrupt-file',
    `${join(folder.path, name)} is not as a run writes it: ${wrong}. Run it again, or undo what was edited.`,
  );
}

const interval = fields({ low: number, high: number });
const proportion = fields({ value: number, interval });
const figure = nullable(number);
const scores = fields({ precision: figure, recall: figure, f1: number });
const oneVsRest = fields({
  perClass: listOf(fields({ class: text, support: number, value: figure })),
  macro: figure,
  weighted: figure,
  undefinedClasses: listOf(text),
});

const evaluation = fields({
  rows: count,
  classes: listOf(text),
  report: fields({
    accuracy: proportion,
    perClass: listOf(fields({ class: text, precision: figure, recall: figure, f1: figure, support: number })),
    macro: scores,
    weighted: scores,
    micro: scores,
  }),
  confusion: optional(fields({ classes: listOf(text), counts: listOf(listOf(number)), total: number })),
  mostConfused: listOf(fields({ trueClass: text, predictedClass: text, count: number, shareOfTrue: number })),
  balancedAccuracy: figure,
  cohenKappa: figure,
  matthews: figure,
  probabilistic: optional(
    fields({
      topK: listOf(fields({ k: count, accuracy: proportion })),
      logLoss: figure,
      brier: figure,
      rocAuc: oneVsRest,
      averagePrecision: oneVsRest,
      calibration: fields({
        bins: listOf(fields({ low: number, high: number, rows: number, meanConfidence: number, accuracy: proportion })),
        expectedError: number,
        maximumError: number,
        rows: number,
      }),
    }),
  ),
});

const part = fields({ rows: count, metrics: mapOf(figure), evaluation, predictSeconds: number, digest: text });

const MODEL = fields({
  name: text,
  note: optional(text),
  kind: text,
  model: anything,
  preprocess: anything,
  trainRows: count,
  fitSeconds: number,
  history: anything,
  importances: optional(fields({ shape: listOf(count), values: listOf(number) })),
  unfinished: optional(fields({ iterations: count })),
  parts: fields({ train: optional(part), validation: optional(part), test: optional(part) }),
  crossValidation: optional(
    fields({
      folds: count,
      stratified: flag,
      metrics: mapOf(
        fields({ values: listOf(figure), mean: figure, standardDeviation: figure, interval: nullable(interval) }),
      ),
    }),
  ),
  learningCurve: optional(
    fields({ metric: text, points: listOf(fields({ trainRows: count, train: figure, validation: figure })) }),
  ),
  robustness: optional(
    fields({
      kinds: listOf(text),
      severities: listOf(number),
      clean: listOf(fields({ model: text, accuracy: proportion })),
      cells: listOf(fields({ model: text, kind: text, severity: number, accuracy: proportion })),
    }),
  ),
  permutationImportance: optional(mapOf(anything)),
  sweep: optional(
    fields({
      kind: text,
      metric: text,
      points: listOf(fields({ label: text, values: mapOf(anything), value: figure, chosen: flag })),
      chosen: text,
    }),
  ),
  reported: optional(fields({ metrics: mapOf(anything) })),
});

const RESULTS = fields({
  name: text,
  data: fields({ name: text, found: text, generated: flag, wanted: text }),
  models: listOf(MODEL),
  comparison: optional(
    fields({
      metric: text,
      rows: count,
      ranking: listOf(fields({ name: text, estimate: proportion, rank: number, tiedWithBest: flag })),
      pairs: listOf(fields({ first: text, second: text, sentence: text })),
      sentence: text,
    }),
  ),
  digest: text,
});

const STEP = fields({
  id: text,
  label: text,
  key: text,
  identity: fields({ kind: text, inputs: mapOf(text), code: mapOf(text) }),
  inputs: mapOf(text),
  outcome: text,
  reason: optional(text),
  detail: optional(text),
  seconds: number,
});

const ENVIRONMENT = fields({
  node: text,
  system: text,
  processors: count,
  processor: text,
  memoryBytes: number,
  threads: optional(count),
  versions: optional(mapOf(text)),
  identity: fields({ threads: optional(count) }),
  code: mapOf(text),
});

const MISCLASSIFIED = fields({
  part: text,
  shape: listOf(count),
  misclassified: listOf(
    fields({
      row: count,
      trueClass: text,
      predictedClass: text,
      probability: number,
      pixels: text,
      neighbours: listOf(fields({ row: count, className: text, pixels: text })),
    }),
  ),
});
