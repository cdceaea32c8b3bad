import type { Labels } from '@selvedge/data';
import { bytesOf } from '@selvedge/data/checks';
import type { Json } from '@selvedge/data/types';
import { sha256 } from '@selvedge/files';
import type { TestSetAccess } from '@selvedge/resample/types';
import type { Executor, Node } from '@selvedge/workflow/types';
import { type ConfigNodes, numericSeed } from '../plan/config-nodes.js';
import type { Pipeline } from '../spec/pipeline.js';
import { type Misclassified, misclassifiedNode } from '../steps/misclassified.js';
import { type ColumnImportances, permutationImportanceNode } from '../steps/permutation-importance.js';
import type { PartPredictions } from '../steps/predict.js';
import { robustnessNode } from '../steps/robustness.js';
import { labelsOf, type PartName, type Parts, type RowsNode, type TestRows } from '../steps/rows.js';
import type { ModelAudit } from './audit-entry.js';
import { crossValidateEntry } from './cross-validate-entry.js';
import type { FittedEntry } from './fit-entry.js';
import { learningCurveOf } from './learning-curve.js';
import type { ModelResult, PartResult } from './results.js';

interface Scored {
  readonly parts: ModelResult['parts'];
  readonly predictions: Readonly<Partial<Record<PartName, PartPredictions & { readonly truth: Labels }>>>;
}

/** A row of the table and what is needed to keep its model. */
export interface EntryOutcome {
  readonly result: ModelResult;
  readonly nodes: ConfigNodes;
  /** Steps of its search, folds and learning curve. */
  readonly others: readonly Node[];
  readonly predictions: Scored['predictions'];
  readonly misclassified?: Misclassified;
  readonly audit: ModelAudit;
}

/** Predicts and scores every part that is asked for, and looks closer where the pipeline says so. */
export async function scoreEntry(
  fitted: FittedEntry,
  executor: Executor,
  { report: { html = true } }: Pick<Pipeline, 'report'>,
): Promise<EntryOutcome> {
  const { entry, searched, nodes, planning, audited } = fitted;
  const { name, evaluate } = entry;
  const { model, seed } = nodes.config;
  const rows = await executor.get(nodes.rows);
  const scored = await scoreParts(fitted, rows, executor);
  const crossValidation =
    evaluate.crossValidation && (await crossValidateEntry(fitted, evaluate.crossValidation, executor));
  const learningCurve = evaluate.learningCurve && (await learningCurveOf(fitted, evaluate.learningCurve, executor));
  const part = scored.predictions.test ? 'test' : 'validation';
  const spoil = scored.predictions[part] && evaluate.robustness;
  if (spoil) countAccess(rows, part, { model: name, purpose: 'robustness' });
  const robustness =
    spoil &&
    (await executor.get(robustnessNode(nodes, { model, spoil, part, seed: numericSeed(seed), id: name }, planning)));
  const importance = scored.predictions[part] && (await importanceOf(fitted, part, rows, executor));
  const looks = html && scored.predictions[part] !== undefined; // misclassified rows are looked up for the page alone
  if (looks) countAccess(rows, part, { model: name, purpose: 'error analysis' });
  const misclassified = looks && (await executor.get(misclassifiedNode(nodes.rows, nodes.predict(part), part, name)));
  const result: ModelResult = {
    ...described(fitted, rows.train.labels.length),
    parts: scored.parts,
    ...(crossValidation && { crossValidation: crossValidation.result }),
    ...(learningCurve && { learningCurve: learningCurve.result }),
    ...(robustness && { robustness }),
    ...(importance && { permutationImportance: importance }),
    ...sweepOf(fitted),
    ...(entry.reported && { reported: entry.reported }),
  };
  const others = [audited, searched, crossValidation, learningCurve].flatMap((found) => (found ? found.nodes : []));
  const audit = { ...audited.audit, ...(crossValidation && { folds: crossValidation.check }) };
  return { result, nodes, others, predictions: scored.predictions, audit, ...(misclassified && { misclassified }) };
}

async function scoreParts({ entry, nodes }: FittedEntry, rows: Parts, executor: Executor): Promise<Scored> {
  const { evaluate } = entry;
  const wanted: PartName[] = [
    ...(evaluate.train ? (['train'] as const) : []),
    ...(rows.validation ? (['validation'] as const) : []),
    ...(rows.test && evaluate.test !== false ? (['test'] as const) : []),
  ];
  const parts: Partial<Record<PartName, PartResult>> = {};
  const predictions: Partial<Record<PartName, PartPredictions & { readonly truth: Labels }>> = {};
  for (const part of wanted) {
    const predicted = await executor.get(nodes.predict(part));
    const access = { model: entry.name, purpose: 'score' };
    countAccess(rows, part, access);
    const { metrics, evaluation } = await executor.get(nodes.score(part, evaluate.metrics));
    predictions[part] = { ...predicted, truth: labelsOf(rows[part] as TestRows, access) };
    parts[part] = {
      rows: predicted.predicted.length,
      metrics,
      evaluation,
      predictSeconds: predicted.seconds,
      digest: digestOf(predicted),
      ...(part === 'test' && scoredOn(nodes.rows)),
    };
  }
  return { parts, predictions };
}

function scoredOn({ digests }: RowsNode): Pick<PartResult, 'scoredOn'> {
  if (digests?.test === undefined || digests.testOrigin === undefined) return {};
  return { scoredOn: { features: digests.test.features, origin: digests.testOrigin } };
}

async function importanceOf(
  { entry: { name, evaluate }, nodes, planning }: FittedEntry,
  part: 'test' | 'validation',
  rows: Parts,
  executor: Executor,
): Promise<ColumnImportances | undefined> {
  if (!evaluate.permutationImportance) return undefined;
  const { repeats = 5, metric = evaluate.metrics[0] } = evaluate.permutationImportance;
  const { model, seed } = nodes.config;
  countAccess(rows, part, { model: name, purpose: 'permutation importance' });
  const config = { model, metric, repeats, part, seed: numericSeed(seed), id: name };
  return executor.get(permutationImportanceNode(nodes, config, planning));
}

/** Counts an access to test labels before anybody makes it, so that it is counted when its result is cached, too. */
function countAccess({ test }: Parts, part: PartName, access: TestSetAccess): void {
  if (part === 'test' && test && 'guard' in test) test.guard.record.add(access);
}

/** What the table says of a model before its scores. */
function described({ entry, nodes, summary }: FittedEntry, trainRows: number): Omit<ModelResult, 'parts'> {
  const { model, preprocess } = nodes.config;
  return {
    name: entry.name,
    ...(entry.note !== undefined && { note: entry.note }),
    kind: model.kind,
    model: model as unknown as Json,
    preprocess: preprocess as unknown as Json,
    trainRows,
    fitSeconds: summary.seconds,
    history: summary.history,
    ...(summary.importances && { importances: summary.importances }),
    ...(summary.unfinished && { unfinished: summary.unfinished }),
  };
}

function sweepOf({ entry: { sweep }, searched }: FittedEntry): Pick<ModelResult, 'sweep'> {
  if (!sweep || !searched) return {};
  return { sweep: { kind: sweep.kind, metric: sweep.by, points: searched.trials, chosen: searched.best.label } };
}

function digestOf({ predicted, probabilities }: PartPredictions): string {
  return sha256(bytesOf(predicted), probabilities ? bytesOf(probabilities.values) : 'labels only');
}
