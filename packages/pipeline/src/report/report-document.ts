import type { ReportDocument } from '@selvedge/report';
import type { RunResults } from '../run/results.js';
import { accuracyWithInterval, generatedNotice, primarySplit } from '../run/summary.js';
import type { ReportSpec } from '../spec/report-schema.js';
import type { Misclassified } from '../steps/misclassified.js';
import { modelSection } from './model-section.js';
import { provenanceSection, type RunOrigin } from './provenance-section.js';
import { reportedSections } from './reported-section.js';
import { resultsSection } from './results-section.js';
import { robustnessSections } from './robustness-section.js';
import { searchSection } from './search-section.js';

/** Everything that a run's folder says. */
export interface ReportInput extends RunOrigin {
  readonly spec: ReportSpec;
  /** By model. */
  readonly misclassified: ReadonlyMap<string, Misclassified>;
}

/** The report of a run as data; `@selvedge/report` sets it. */
export function reportDocument({
  spec,
  results,
  record,
  environment,
  misclassified,
  resolved,
}: ReportInput): ReportDocument {
  const notice = generatedNotice(results);
  const figures = spec.figures !== false;
  return {
    title: spec.title ?? record.name,
    subtitle: `${results.data.name}. Run ${record.id}, seed ${record.seed}.`,
    verdict: [...(spec.text ? [spec.text] : []), ...verdicts(results)],
    ...(notice && { warnings: [notice] }),
    sections: [
      resultsSection(results, figures),
      ...reportedSections(results, figures),
      ...robustnessSections(results, figures),
      ...results.models
        .filter(({ sweep, crossValidation, learningCurve }) => sweep || crossValidation || learningCurve)
        .map((model) => searchSection(model, figures)),
      ...results.models.map((model) => modelSection(model, figures, misclassified.get(model.name))),
      provenanceSection({ results, record, environment, resolved }),
    ],
  };
}

function verdicts(results: RunResults): readonly string[] {
  if (results.comparison) return [results.comparison.sentence];
  return results.models.map((model) => `${model.name}: ${accuracyWithInterval(primarySplit(model))} accuracy.`);
}
