import { join } from 'node:path';
import { explainIssues } from '@selvedge/component/explanations';
import { z } from '@selvedge/component/zod';
import { SelvedgeError } from '@selvedge/data';
import type { Misclassified } from '../steps/misclassified.js';
import type { Environment } from './environment.js';
import type { RunResults } from './results.js';
import type { RunFolder } from './run-folder.js';
import type { RecordedStep } from './step-records.js';

// What commands read of a finished run: digests say that a file is as it was written, not that a run of this release, or any
// run at all, wrote it.

/** @throws SelvedgeError `corrupt-file` naming the place that is not as a run writes it; `not-found`, `io` */
export const readResults = (folder: RunFolder): Promise<RunResults> => readAs(folder, 'results.json', RESULTS);

/** @throws SelvedgeError as `readResults` */
export const readSteps = (folder: RunFolder): Promise<readonly RecordedStep[]> =>
  readAs(folder, 'steps.json', z.array(STEP));

/** @throws SelvedgeError as `readResults` */
export const readEnvironment = (folder: RunFolder): Promise<Environment> =>
  readAs(folder, 'environment.json', ENVIRONMENT);

/** The specification as it was run, whose own mistakes are found when it is parsed. @throws SelvedgeError as `readResults` */
export const readResolved = <T extends object>(folder: RunFolder): Promise<T> =>
  readAs(folder, 'spec.resolved.json', z.looseObject({ report: z.optional(z.record(z.string(), z.unknown())) }));

/** @throws SelvedgeError as `readResults` */
export const readMisclassified = (folder: RunFolder, name: string): Promise<Misclassified> =>
  readAs(folder, name, MISCLASSIFIED);

/** @param schema - of what is read; the type is what has that shape */
async function readAs<T>(folder: RunFolder, name: string, schema: z.ZodType): Promise<T> {
  const value = await folder.readJson<unknown>(name);
  const { error } = schema.safeParse(value);
  if (!error) return value as T;
  const [{ message }] = explainIssues(error.issues, value, schema, 'the file');
  throw new SelvedgeError(
    'corrupt-file',
    `${join(folder.path, name)} is not as a run writes it: ${message}. Run it again, or undo what was edited.`,
  );
}

const count = z.int().min(0);
const interval = z.looseObject({ low: z.number(), high: z.number() });
const proportion = z.looseObject({ value: z.number(), interval });
const figure = z.nullable(z.number());
const scores = z.looseObject({ precision: figure, recall: figure, f1: z.number() });
const oneVsRest = z.looseObject({
  perClass: z.array(z.looseObject({ class: z.string(), support: z.number(), value: figure })),
  macro: figure,
  weighted: figure,
  undefinedClasses: z.array(z.string()),
});

const evaluation = z.looseObject({
  rows: count,
  classes: z.array(z.string()),
  report: z.looseObject({
    accuracy: proportion,
    perClass: z.array(
      z.looseObject({ class: z.string(), precision: figure, recall: figure, f1: figure, support: z.number() }),
    ),
    macro: scores,
    weighted: scores,
    micro: scores,
  }),
  confusion: z.optional(
    z.looseObject({ classes: z.array(z.string()), counts: z.array(z.array(z.number())), total: z.number() }),
  ),
  mostConfused: z.array(
    z.looseObject({ trueClass: z.string(), predictedClass: z.string(), count: z.number(), shareOfTrue: z.number() }),
  ),
  balancedAccuracy: figure,
  cohenKappa: figure,
  matthews: figure,
  probabilistic: z.optional(
    z.looseObject({
      topK: z.array(z.looseObject({ k: count, accuracy: proportion })),
      logLoss: figure,
      brier: figure,
      rocAuc: oneVsRest,
      averagePrecision: oneVsRest,
      calibration: z.looseObject({
        bins: z.array(
          z.looseObject({
            low: z.number(),
            high: z.number(),
            rows: z.number(),
            meanConfidence: z.number(),
            accuracy: proportion,
          }),
        ),
        expectedError: z.number(),
        maximumError: z.number(),
        rows: z.number(),
      }),
    }),
  ),
});

const part = z.looseObject({
  rows: count,
  metrics: z.record(z.string(), figure),
  evaluation,
  predictSeconds: z.number(),
  digest: z.string(),
  scoredOn: z.optional(z.looseObject({ features: z.string(), origin: z.string() })),
});

const MODEL = z.looseObject({
  name: z.string(),
  note: z.optional(z.string()),
  kind: z.string(),
  model: z.unknown(),
  preprocess: z.unknown(),
  trainRows: count,
  fitSeconds: z.number(),
  history: z.unknown(),
  importances: z.optional(z.looseObject({ shape: z.array(count), values: z.array(z.number()) })),
  unfinished: z.optional(z.looseObject({ iterations: count })),
  parts: z.looseObject({ train: z.optional(part), validation: z.optional(part), test: z.optional(part) }),
  crossValidation: z.optional(
    z.looseObject({
      folds: count,
      stratified: z.boolean(),
      metrics: z.record(
        z.string(),
        z.looseObject({
          values: z.array(figure),
          mean: figure,
          standardDeviation: figure,
          interval: z.nullable(interval),
        }),
      ),
    }),
  ),
  learningCurve: z.optional(
    z.looseObject({
      metric: z.string(),
      points: z.array(z.looseObject({ trainRows: count, train: figure, validation: figure })),
    }),
  ),
  robustness: z.optional(
    z.looseObject({
      kinds: z.array(z.string()),
      severities: z.array(z.number()),
      clean: z.array(z.looseObject({ model: z.string(), accuracy: proportion })),
      cells: z.array(
        z.looseObject({ model: z.string(), kind: z.string(), severity: z.number(), accuracy: proportion }),
      ),
    }),
  ),
  permutationImportance: z.optional(z.record(z.string(), z.unknown())),
  sweep: z.optional(
    z.looseObject({
      kind: z.string(),
      metric: z.string(),
      points: z.array(
        z.looseObject({
          label: z.string(),
          values: z.record(z.string(), z.unknown()),
          value: figure,
          chosen: z.boolean(),
        }),
      ),
      chosen: z.string(),
    }),
  ),
  reported: z.optional(z.looseObject({ metrics: z.record(z.string(), z.unknown()) })),
});

const RESULTS = z.looseObject({
  name: z.string(),
  data: z.looseObject({ name: z.string(), found: z.string(), generated: z.boolean(), wanted: z.string() }),
  models: z.array(MODEL),
  comparison: z.optional(
    z.looseObject({
      metric: z.string(),
      rows: count,
      ranking: z.array(
        z.looseObject({ name: z.string(), estimate: proportion, rank: z.number(), tiedWithBest: z.boolean() }),
      ),
      pairs: z.array(z.looseObject({ first: z.string(), second: z.string(), sentence: z.string() })),
      sentence: z.string(),
    }),
  ),
  digest: z.string(),
});

const STEP = z.looseObject({
  id: z.string(),
  label: z.string(),
  key: z.string(),
  identity: z.looseObject({
    kind: z.string(),
    inputs: z.record(z.string(), z.string()),
    code: z.record(z.string(), z.string()),
  }),
  inputs: z.record(z.string(), z.string()),
  outcome: z.string(),
  reason: z.optional(z.string()),
  detail: z.optional(z.string()),
  seconds: z.number(),
});

const ENVIRONMENT = z.looseObject({
  node: z.string(),
  system: z.string(),
  processors: count,
  processor: z.string(),
  memoryBytes: z.number(),
  threads: z.optional(count),
  versions: z.optional(z.record(z.string(), z.string())),
  identity: z.looseObject({ threads: z.optional(count) }),
  code: z.record(z.string(), z.string()),
});

const MISCLASSIFIED = z.looseObject({
  part: z.string(),
  shape: z.array(count),
  misclassified: z.array(
    z.looseObject({
      row: count,
      trueClass: z.string(),
      predictedClass: z.string(),
      probability: z.number(),
      pixels: z.string(),
      neighbours: z.array(z.looseObject({ row: count, className: z.string(), pixels: z.string() })),
    }),
  ),
});
