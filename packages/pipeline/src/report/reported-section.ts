import { reportedAgainstOurs } from '@selvedge/evaluate';
import { type Block, reportedFigure, type Section } from '@selvedge/report';
import type { RunResults } from '../run/results.js';
import { primarySplit } from '../run/summary.js';
import { figureBlock } from './figure-block.js';

/** Published accuracies beside ours, where the file gives them. */
export function reportedSections({ models }: RunResults, figures: boolean): readonly Section[] {
  const compared = models.flatMap((model) => {
    if (!model.reported) return [];
    const { metrics, source = 'published', rows = null, split = 'test', rounding, flaws, note } = model.reported;
    const alike = split === 'cross-validation' ? undefined : model.parts[split];
    const part = alike ?? primarySplit(model);
    if (!part) return [];
    const value = metrics['accuracy'];
    if (value === undefined) return [];
    const { accuracy } = part.evaluation.report;
    const reported = {
      ...{ source, metric: 'accuracy', value, rows, split },
      ...(rounding !== undefined && { rounding }),
      ...(flaws && { flaws }),
      ...(note !== undefined && { note }),
    };
    const own = alike ? split : model.parts.test ? ('test' as const) : ('validation' as const);
    return [reportedAgainstOurs(model.name, reported, { ...accuracy, rows: accuracy.total, split: own })];
  });
  if (compared.length === 0) return [];
  return [
    {
      title: 'Reported against ours',
      blocks: [
        ...(figures ? [figureBlock(reportedFigure(compared, { title: 'Accuracy, reported and ours' }))] : []),
        ...compared.map(({ sentence }): Block => ({ kind: 'text', text: sentence })),
      ],
    },
  ];
}
