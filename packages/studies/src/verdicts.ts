import { bootstrapMetric, reportedAgainstOurs } from '@selvedge/evaluate';
import type { ReportedAgainstOurs } from '@selvedge/evaluate/types';
import { FLAWS } from './flaws.js';
import type { RecordedModel } from './record.js';

/** The reported figure that a row is held against: accuracy, or macro-F1 where the report has no accuracy. */
const COMPARED = ['accuracy', 'macro-f1'] as const;

/** A model's reported figure beside ours, with what follows; empty where the report has none. */
export function verdictsOf(id: string, model: RecordedModel): readonly ReportedAgainstOurs[] {
  const { name, reported, parts } = model;
  const { metrics, source = 'the report', rows = null, split = 'test', rounding, flaws } = reported ?? { metrics: {} };
  const alike = split !== 'cross-validation' && parts[split] ? split : undefined;
  const own = alike ?? (parts['test'] ? 'test' : 'validation');
  const metric = COMPARED.find((each) => metrics[each] !== undefined);
  const ours = metric && oursOf(model, own, metric);
  if (!ours) return [];
  return [
    reportedAgainstOurs(
      name === id ? id : `${id}, ${name}`,
      {
        ...{ source, metric, value: metrics[metric], rows, split },
        ...(rounding !== undefined && { rounding }),
        ...(flaws && { flaws: flaws.map(sentenceOf) }),
      },
      ours,
    ),
  ];
}

/** Rows that were recorded before runs kept sentences have names. */
const sentenceOf = (flaw: string): string =>
  Object.hasOwn(FLAWS, flaw) ? `${flaw}: ${FLAWS[flaw as keyof typeof FLAWS]}` : flaw;

function oursOf(model: RecordedModel, split: 'train' | 'validation' | 'test', metric: (typeof COMPARED)[number]) {
  const part = model.parts[split];
  if (part === undefined) return undefined;
  const { accuracy } = part;
  const common = { rows: accuracy.rows, split };
  if (metric === 'accuracy') {
    const { low, high, value } = accuracy;
    return { ...common, value, interval: { low, high, level: 0.95, method: 'wilson' as const } };
  }
  const value = part.metrics[metric];
  if (typeof value !== 'number') return undefined;
  const half = halfWidth(model, metric);
  const interval = { low: value - half, high: value + half, level: 0.95, method: 'bootstrap' as const };
  return half === 0 ? undefined : { ...common, value, interval };
}

/** The page asks for a model's figures in three places, and the bootstrap takes a tenth of a second. */
// eslint-disable-next-line selvedge/no-shared-state -- follows from the model alone
const halfWidths = new WeakMap<RecordedModel, number>();

/** Half of the interval of a metric on the rows whose confusion was kept: those of the test, of about the same number. */
function halfWidth(model: RecordedModel, metric: (typeof COMPARED)[number]): number {
  const known = halfWidths.get(model);
  if (known !== undefined) return known;
  const { confusion } = model;
  if (confusion === undefined) return 0;
  const { classes, counts } = confusion;
  const [truth, predicted]: [number[], number[]] = [[], []];
  for (const [row, cells] of counts.entries()) {
    for (const [column, count] of cells.entries()) {
      for (let each = 0; each < count; each++) {
        truth.push(row);
        predicted.push(column);
      }
    }
  }
  const predictions = { truth: Uint16Array.from(truth), predicted: Uint16Array.from(predicted), classes };
  const { interval } = bootstrapMetric(metric, predictions, { resamples: 200 });
  const half = (interval.high - interval.low) / 2;
  halfWidths.set(model, half);
  return half;
}
