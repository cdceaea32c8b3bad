import { compareModels } from '@selvedge/evaluate';
import type { ModelComparison } from '@selvedge/evaluate/types';
import { sha256 } from '@selvedge/files';
import type { LoadedDataset } from '@selvedge/ingest/types';
import { canonicalJson } from '@selvedge/workflow';
import type { Pipeline } from '../spec/pipeline.js';
import type { ModelResult, RunResults } from './results.js';
import type { EntryOutcome } from './score-entry.js';

/** Puts together what a run found. */
export function resultsOf(pipeline: Pipeline, loaded: LoadedDataset, outcomes: readonly EntryOutcome[]): RunResults {
  const models = outcomes.map(({ result }) => result);
  const comparison = comparisonOf(outcomes);
  return {
    format: 1,
    name: pipeline.name,
    data: {
      name: loaded.name,
      found: loaded.found,
      generated: loaded.generated,
      wanted: pipeline.models[0].config.data.name ?? pipeline.models[0].config.data.train ?? '',
    },
    models,
    ...(comparison && { comparison }),
    digest: sha256(canonicalJson(models.map(repeatable))),
  };
}

/** What a repetition gives again to the last bit. */
function repeatable({ fitSeconds: _, history: __, parts, ...model }: ModelResult): unknown {
  const scores = Object.entries(parts).map(([part, { predictSeconds: _, scoredOn: __, ...rest }]) => [part, rest]);
  return { ...model, parts: scores };
}

/** Models that were scored on the same test rows, with the tests' verdicts. */
function comparisonOf(outcomes: readonly EntryOutcome[]): ModelComparison | undefined {
  const [first] = outcomes;
  const same = outcomes.filter(({ nodes, predictions }) => predictions.test && nodes.rows.key === first.nodes.rows.key);
  if (same.length < 2 || same.length > 40) return undefined;
  return compareModels(
    same.map(({ result, predictions }) => ({
      name: result.name,
      ...(predictions.test as NonNullable<typeof predictions.test>),
      classes: result.parts.test?.evaluation.classes ?? [],
    })),
  );
}
