import type { Json, LabelledRows, Labels } from '@selvedge/data';
import type { LoadedDataset } from '@selvedge/ingest';
import { bytesOf, type Executor, type Node, sha256 } from '@selvedge/workflow';
import { numericSeed, type SettingNodes, settingNodes } from '../plan/setting-nodes.js';
import type { Variant } from '../spec/pipeline.js';
import type { ReportSpec } from '../spec/report-schema.js';
import { type Mistakes, mistakesNode } from '../steps/mistakes.js';
import type { PartPredictions } from '../steps/predict.js';
import { robustnessNode } from '../steps/robustness.js';
import type { PartName } from '../steps/rows.js';
import { choosePoint } from './choose.js';
import { crossValidateVariant } from './cross-validate-variant.js';
import { learningCurveOf } from './learning-curve.js';
import type { ModelResult, PartResult } from './results.js';

/** A row of the table and what is needed to keep its model. */
export interface VariantOutcome {
  readonly result: ModelResult;
  readonly nodes: SettingNodes;
  /** Steps of its search, folds and learning curve. */
  readonly others: readonly Node[];
  readonly predictions: Readonly<Partial<Record<PartName, PartPredictions & { readonly truth: Labels }>>>;
  readonly mistakes?: Mistakes;
}

/** Chooses (where there is a sweep, on validation rows alone), then fits, predicts and scores. */
export async function evaluateVariant(
  variant: Variant,
  data: Node<LoadedDataset>,
  hasValidation: boolean,
  executor: Executor,
  { html = true }: Pick<ReportSpec, 'html'> = {},
): Promise<VariantOutcome> {
  const { name, sweep, evaluate } = variant;
  const choice = sweep && (await choosePoint(variant, sweep, data, hasValidation, executor));
  const setting = choice?.point.setting ?? variant.setting;
  const nodes = settingNodes(setting, data, hasValidation, name);
  const parts = await executor.get(nodes.rows);
  const fitted = await executor.get(nodes.summary);

  const wanted: PartName[] = [
    ...(evaluate.train ? (['train'] as const) : []),
    ...(parts.validation ? (['validation'] as const) : []),
    ...(parts.test && evaluate.test !== false ? (['test'] as const) : []),
  ];
  const results: Partial<Record<PartName, PartResult>> = {};
  const predictions: Partial<Record<PartName, PartPredictions & { readonly truth: Labels }>> = {};
  for (const part of wanted) {
    const predicted = await executor.get(nodes.predict(part));
    const { metrics, evaluation } = await executor.get(nodes.score(part, evaluate.metrics));
    predictions[part] = { ...predicted, truth: (parts[part] as LabelledRows).labels };
    results[part] = {
      rows: predicted.predicted.length,
      metrics,
      evaluation,
      predictSeconds: predicted.seconds,
      digest: digestOf(predicted),
    };
  }
  const crossValidation =
    evaluate.crossValidation &&
    (await crossValidateVariant(nodes, evaluate.crossValidation, evaluate.metrics, executor, name));
  const learningCurve =
    evaluate.learningCurve &&
    (await learningCurveOf(nodes, evaluate.learningCurve, evaluate.metrics[0], executor, name));
  const judged = predictions.test ? 'test' : 'validation';
  const robustness =
    evaluate.robustness &&
    predictions[judged] &&
    (await executor.get(
      robustnessNode(nodes, setting.model, evaluate.robustness, judged, numericSeed(setting.seed), name),
    ));
  const result: ModelResult = {
    name,
    ...(variant.note !== undefined && { note: variant.note }),
    kind: setting.model.kind,
    model: setting.model as unknown as Json,
    preprocess: setting.preprocess as unknown as Json,
    trainRows: parts.train.labels.length,
    fitSeconds: fitted.seconds,
    history: fitted.history,
    ...(fitted.importances && { importances: fitted.importances }),
    parts: results,
    ...(crossValidation && { crossValidation: crossValidation.result }),
    ...(learningCurve && { learningCurve: learningCurve.result }),
    ...(robustness && { robustness }),
    ...(sweep &&
      choice && { sweep: { kind: sweep.kind, metric: sweep.by, points: choice.points, chosen: choice.point.label } }),
    ...(variant.reported && { reported: variant.reported }),
  };
  const mistakes =
    html && // they are looked at for the page alone
    predictions[judged] &&
    (await executor.get(mistakesNode(nodes.rows, nodes.predict(judged), judged, name)));
  const others = [choice, crossValidation, learningCurve].flatMap((found) => (found ? found.nodes : []));
  return { result, nodes, others, predictions, ...(mistakes && { mistakes }) };
}

function digestOf({ predicted, probabilities }: PartPredictions): string {
  return sha256(bytesOf(predicted), probabilities ? bytesOf(probabilities.values) : 'labels only');
}
