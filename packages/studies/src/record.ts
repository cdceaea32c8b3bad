import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelResult } from '@selvedge/pipeline/runs';
import type { RunResult } from '@selvedge/pipeline/types';

/** A share with its 95 % interval and its denominator. */
export interface RecordedShare {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly rows: number;
}

/** What is kept of one model: figures and curves, no weights. */
export interface RecordedModel {
  readonly name: string;
  readonly model: unknown;
  readonly trainRows: number;
  readonly fitSeconds: number;
  readonly predictSeconds?: number;
  readonly modelBytes?: number;
  readonly parts: Readonly<
    Record<string, { readonly accuracy: RecordedShare; readonly metrics: Readonly<Record<string, number | null>> }>
  >;
  /** Rows true, columns predicted; of the test rows, else of the validation rows. */
  readonly confusion?: { readonly classes: readonly string[]; readonly counts: readonly (readonly number[])[] };
  readonly curves?: Readonly<Record<string, readonly number[]>>;
  readonly sweep?: ModelResult['sweep'];
  readonly crossValidation?: ModelResult['crossValidation'];
  readonly robustness?: ModelResult['robustness'];
  readonly reported?: ModelResult['reported'];
}

/** `results/<id>.json`: one row as it was measured. */
export interface RecordedRow {
  readonly format: 1;
  readonly id: string;
  readonly data: string;
  readonly seed: number | string;
  readonly models: readonly RecordedModel[];
  /** Sentences of the paired tests, generated from the figures. */
  readonly verdicts: readonly string[];
  readonly seconds: number;
  readonly digest: string;
  readonly environment: { readonly node: string; readonly processor: string; readonly processors: number };
  readonly commit: string;
}

/** Keeps what a table and its figures need of a run. */
export async function recordRow(id: string, { results, record, folder }: RunResult): Promise<RecordedRow> {
  const environment = JSON.parse(
    await readFile(join(folder, 'environment.json'), 'utf8'),
  ) as RecordedRow['environment'];
  const { node, processor, processors } = environment;
  return {
    format: 1,
    id,
    data: results.data.name,
    seed: record.seed,
    models: await Promise.all(results.models.map((model) => recordModel(model, folder))),
    verdicts: results.comparison?.pairs.map(({ sentence }) => sentence) ?? [],
    seconds: rounded(record.seconds ?? 0),
    digest: results.digest,
    environment: { node, processor, processors },
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  };
}

async function recordModel(model: ModelResult, folder: string): Promise<RecordedModel> {
  const shown = model.parts.test ?? model.parts.validation;
  const curves = curvesOf(model.history);
  const bytes = await readFile(join(folder, 'models', model.name, 'model.safetensors')).then(
    ({ length }) => length,
    () => 0,
  );
  return {
    name: model.name,
    model: model.model,
    trainRows: model.trainRows,
    fitSeconds: rounded(model.fitSeconds),
    ...(shown && { predictSeconds: rounded(shown.predictSeconds) }),
    ...(bytes > 0 && { modelBytes: bytes }),
    parts: Object.fromEntries(
      Object.entries(model.parts).map(([name, { evaluation, metrics }]) => {
        const { value, interval, total } = evaluation.report.accuracy;
        return [name, { accuracy: { value, low: interval.low, high: interval.high, rows: total }, metrics }];
      }),
    ),
    ...(shown?.evaluation.confusion && {
      confusion: { classes: shown.evaluation.classes, counts: shown.evaluation.confusion.counts },
    }),
    ...(curves && { curves }),
    ...(model.sweep && { sweep: model.sweep }),
    ...(model.crossValidation && { crossValidation: model.crossValidation }),
    ...(model.robustness && { robustness: model.robustness }),
    ...(model.reported && { reported: model.reported }),
  };
}

const rounded = (seconds: number): number => Math.round(100 * seconds) / 100;

/** Figures per epoch, by `validation.accuracy` and the like. */
function curvesOf(history: unknown): Readonly<Record<string, readonly number[]>> | undefined {
  const { epochs } = (history ?? {}) as { epochs?: readonly Record<string, Record<string, number> | undefined>[] };
  if (!epochs) return undefined;
  const curves: Record<string, number[]> = {};
  for (const part of ['train', 'validation']) {
    for (const name of ['loss', 'accuracy']) {
      const values = epochs.flatMap((epoch) => (epoch[part] ? [Number(epoch[part][name].toFixed(5))] : []));
      if (values.length > 0) curves[`${part}.${name}`] = values;
    }
  }
  return curves;
}
