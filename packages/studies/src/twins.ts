import { summarizeFolds } from '@selvedge/evaluate';
import { points } from './points.js';
import type { RecordedRow } from './record.js';

/** What `twins/run_all.py` wrote: the same rows in PyTorch, with several seeds. */
export interface RecordedTwins {
  readonly torch: string;
  readonly device: string;
  readonly runs: readonly TwinRun[];
}

interface TwinRun {
  readonly row: string;
  readonly seed: number;
  /** False where the time given ended the training before its last epoch. */
  readonly finished: boolean;
  readonly epochs: number;
  readonly train: TwinScores;
  readonly validation: TwinScores;
  readonly test: TwinScores;
}
interface TwinScores {
  readonly accuracy: number;
  readonly 'macro-f1': number;
}

/** Where a row's figure lies: the model of the recorded row, the part and the metric that the report gives. */
const ROWS = [
  { id: 'uci.keras', part: 'test', metric: 'accuracy', shown: 'test accuracy' },
  { id: 'padova.cnn-3-reg', part: 'validation', metric: 'macro-f1', shown: 'validation macro-F1' },
  { id: 'padova.cnn-4', part: 'validation', metric: 'macro-f1', shown: 'validation macro-F1' },
  { id: 'korea.cnn4', part: 'test', metric: 'accuracy', shown: 'test accuracy' },
  { id: 'korea.cnn5', part: 'test', metric: 'accuracy', shown: 'test accuracy' },
] as const;

/** Other readings of what a report leaves open, tried in PyTorch with one seed. */
const READINGS: Readonly<Record<string, string>> = {
  'korea.cnn4.mild': 'korea.cnn4 with shifts of 2 pixels and flips',
  'korea.cnn4.plain': 'korea.cnn4 without augmentation',
  'korea.cnn5.mild': 'korea.cnn5 with shifts of 2 pixels and flips',
  'korea.cnn5.plain': 'korea.cnn5 without augmentation',
  'korea.cnn5.rate-0003': 'korea.cnn5 with a learning rate of .0003',
};

/** Rows whose figure is lower than reported, beside the same in PyTorch: is the engine the reason, or the reading? */
export function twinsSection(
  results: ReadonlyMap<string, RecordedRow>,
  { torch, device, runs }: RecordedTwins,
): string {
  const rows = ROWS.flatMap(({ id, part, metric, shown }) => {
    const [model] = results.get(id)?.models ?? [];
    const ours = model?.parts[part]?.metrics[metric];
    const reported = results.get(id)?.models.find((each) => each.reported)?.reported?.metrics[metric];
    const twins = runs.filter((run) => run.row === id && run.finished).map((run) => run[part][metric]);
    return typeof ours !== 'number' || twins.length < 2 ? [] : [{ id, shown, ours, reported, ...spreadOf(twins) }];
  });
  const outside = rows.filter(({ ours, low, high }) => ours < low || ours > high).map(({ id }) => id);
  const table = rows.map(
    ({ id, shown, reported, ours, mean, low, high, count }) =>
      `| ${id} | ${shown} | ${typeof reported === 'number' ? points(reported) : ''} | ${points(ours)} | ${points(mean)} (${count}) | ${points(low)} to ${points(high)} |`,
  );
  const readings = Object.entries(READINGS).flatMap(([row, text]) =>
    runs
      .filter((run) => run.row === row)
      .map(
        ({ epochs, finished, validation, test }) =>
          `| ${text} | ${epochs}${finished ? '' : ' (cut off)'} | ${points(validation.accuracy)} | ${points(test.accuracy)} |`,
      ),
  );
  return [
    '## Twins in PyTorch',
    `Rows below their reported figure, trained again in PyTorch ${torch} (${device}, float32) from the same declaration: ` +
      'network, initial distributions, batches, optimizer, schedule, penalties, augmentation and choice of the epoch ' +
      '(`packages/studies/twins/run_all.py --data FOLDER --out FOLDER uci.keras:0 ...`). The last column is where one more run of the twin is expected with 95 % probability.',
    [
      '| row | figure | reported | ours, seed 0 | twin, mean (seeds) | one run of the twin |',
      '|---|---|---|---|---|---|',
      ...table,
    ].join('\n'),
    `${outside.length === 0 ? `In none of the ${rows.length} rows is ours` : `Ours of ${outside.join(', ')} is`} distinguishable from the twin. ${unexplained(rows)}`,
    'Readings of what the reports leave open, one seed each, in PyTorch; those cut off had not come to their last epoch.',
    ['| reading | epochs | validation accuracy | test accuracy |', '|---|---|---|---|', ...readings].join('\n'),
  ].join('\n\n');
}

/** The rows whose reported figure no seed of the declaration as read reaches, and those where one may. */
function unexplained(rows: readonly { id: string; reported: number | undefined; high: number }[]): string {
  const beyond = rows.filter(({ reported, high }) => typeof reported === 'number' && reported > high);
  const within = rows.filter((row) => !beyond.includes(row));
  const names = (some: typeof rows): string => some.map(({ id }) => id).join(', ');
  return [
    beyond.length > 0 &&
      `The reported figure of ${names(beyond)} lies above what seeds explain: it comes from what the report leaves open.`,
    within.length > 0 && `That of ${names(within)} lies among the twin's runs: one seed more or less may give it.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Mean of runs, and where one more run is expected: the deviation of a run and of the mean together, s sqrt(1 + 1/n). */
function spreadOf(values: readonly number[]): { mean: number; low: number; high: number; count: number } {
  const { mean, interval } = summarizeFolds(values, 1);
  const { low, high } = interval ?? { low: mean, high: mean };
  return { mean, low, high: Math.min(1, high), count: values.length };
}
