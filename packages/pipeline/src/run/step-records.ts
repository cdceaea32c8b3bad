import { withInputs } from '@selvedge/workflow';
import type { Identity, Node, StepRecord } from '@selvedge/workflow/types';
import type { EntryOutcome } from './score-entry.js';

/** A step of a run: what it depended on and how it came by its result. Plain JSON: `steps.json`. */
export interface RecordedStep {
  readonly id: string;
  readonly label: string;
  readonly key: string;
  readonly identity: Identity;
  /** Steps that it read: role and id. */
  readonly inputs: Readonly<Record<string, string>>;
  /** `unused`: a cached result that follows from it was enough. */
  readonly outcome: StepRecord['outcome'] | 'unused';
  readonly reason?: StepRecord['reason'];
  readonly detail?: string;
  readonly seconds: number;
}

/** Every step of the plan with what became of it. */
export function recordSteps(
  records: readonly StepRecord[],
  outcomes: readonly EntryOutcome[],
): readonly RecordedStep[] {
  const nodes = withInputs(
    outcomes.flatMap(({ nodes: all, others, predictions, result }) => [
      all.summary,
      ...others,
      ...(Object.keys(predictions) as (keyof typeof predictions)[]).map((part) =>
        all.score(part, Object.keys(result.parts[part]?.metrics ?? {}) as never),
      ),
    ]),
  );
  return nodes.map((each) => recordOf(each, records));
}

function recordOf(node: Node, records: readonly StepRecord[]): RecordedStep {
  const found = records.find(({ key }) => key === node.key);
  const { id, label, key, identity } = node;
  const inputs = Object.fromEntries(Object.entries(node.inputs).map(([role, input]) => [role, input.id]));
  return {
    id,
    label,
    key,
    identity,
    inputs,
    outcome: found?.outcome ?? 'unused',
    seconds: found?.seconds ?? 0,
    ...(found?.reason !== undefined && { reason: found.reason }),
    ...(found?.detail !== undefined && { detail: found.detail }),
  };
}
