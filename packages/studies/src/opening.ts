import type { ReportedAgainstOurs } from '@selvedge/evaluate/types';
import { CATALOGUE } from './catalogue.js';
import { points } from './points.js';
import type { RecordedModel, RecordedRow } from './record.js';
import { verdictsOf } from './verdicts.js';

/** Three sentences that say what the page says, made from the recorded figures. */
export function openingSentences(results: ReadonlyMap<string, RecordedRow>): string {
  const rows = CATALOGUE.filter(({ asReported }) => !asReported);
  const modelsOf = (id: string): readonly RecordedModel[] => results.get(id)?.models ?? [];
  const verdicts = rows.flatMap(({ id }) => modelsOf(id).flatMap((model) => verdictsOf(id, model)));
  if (verdicts.length === 0) return '';
  const tested = rows.flatMap(({ id, study }) =>
    modelsOf(id).flatMap((model) =>
      model.parts['test'] ? [{ id, study, model, ...model.parts['test'].accuracy }] : [],
    ),
  );
  const best = (which: (row: (typeof tested)[number]) => boolean) =>
    tested.filter(which).toSorted((a, b) => b.value - a.value)[0];
  const reports = best(({ study }) => study !== 'best');
  const ours = best(({ study }) => study === 'best');
  return [comparedSentence(verdicts), bestSentence(reports, ours), caveatSentence(verdicts, rows.length)].join(' ');
}

function comparedSentence(verdicts: readonly ReportedAgainstOurs[]): string {
  const named = (verdict: ReportedAgainstOurs['verdict']): readonly string[] =>
    verdicts.filter((each) => each.verdict === verdict).map(({ name }) => name);
  const [agreeing, better, worse] = [named('agrees'), named('better'), named('contradicts')];
  const below = worse.length === 0 ? '' : ` (${worse.join('; ')})`;
  return `Of the ${verdicts.length} figures that the reports state, ours agrees with ${agreeing.length} within noise, is higher than ${better.length} and lower than ${worse.length}${below}.`;
}

interface Scored {
  readonly id: string;
  readonly model: RecordedModel;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

function bestSentence(reports: Scored | undefined, ours: Scored | undefined): string {
  const shown = ({ id, value, low, high }: Scored): string =>
    `${id}, ${points(value)} % of the test rows (95 % interval ${points(low)} to ${points(high)})`;
  const parts = [
    ...(reports ? [`The best network of the reports is ${shown(reports)}`] : []),
    ...(ours ? [`${reports ? 'the' : 'The'} best of ours ${shown(ours)}`] : []),
  ];
  return `${parts.join('; ')}.`;
}

function caveatSentence(verdicts: readonly ReportedAgainstOurs[], rows: number): string {
  const unlike = verdicts.filter(({ comparable }) => !comparable).length;
  return `${unlike} of the ${verdicts.length} comparisons are of unlike things, because the report scored other rows or has a flaw that is named below; ${rows} rows have a pipeline each, of one seed unless the row says otherwise.`;
}
