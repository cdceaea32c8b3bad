import type { Evaluation } from '@selvedge/evaluate/types';
import { type Block, classErrorsFigure, confusionFigure, scoreTableFigure } from '@selvedge/report';
import { figureBlock } from './figure-block.js';

/** Figures with a row or column per class are drawn up to so many; nobody reads more, and drawing takes their square. */
const DRAWN_CLASSES = 100;
const LISTED = 20;

/** The scores of each class and what it was taken for: figures, or of very many classes tables of the extremes. */
export function classBlocks(
  name: string,
  { confusion, report, mostConfused }: Evaluation,
  where: string,
): readonly Block[] {
  const title = (what: string): { title: string; subtitle: string } => ({ title: `${name}: ${what}`, subtitle: where });
  if (report.perClass.length <= DRAWN_CLASSES) {
    return [
      ...(confusion ? [figureBlock(confusionFigure(confusion, title('confusion matrix')))] : []),
      figureBlock(scoreTableFigure(report, title('scores of each class'))),
      ...(confusion
        ? [figureBlock(classErrorsFigure(confusion, 'missed', title('what each class was taken for')))]
        : []),
    ];
  }
  const ranked = report.perClass.filter(({ support }) => support > 0).sort((a, b) => a.f1 - b.f1);
  const numbers = (heads: readonly string[]): { name: string; align: 'right' }[] =>
    heads.map((head) => ({ name: head, align: 'right' }));
  return [
    {
      kind: 'text',
      text: `The ${LISTED} of ${report.perClass.length} classes with the lowest F1 on ${where}, and the most frequent confusions; results.json has all.`,
    },
    {
      kind: 'table',
      columns: [{ name: 'class' }, ...numbers(['precision', 'recall', 'F1', 'rows'])],
      rows: ranked
        .slice(0, LISTED)
        .map(({ class: label, precision, recall, f1, support }) => [
          label,
          ...[precision, recall, f1].map((value) => value.toFixed(3)),
          String(support),
        ]),
    },
    {
      kind: 'table',
      columns: [{ name: 'class' }, { name: 'taken for' }, ...numbers(['rows'])],
      rows: mostConfused.slice(0, LISTED).map((each) => [each.trueClass, each.predictedClass, String(each.count)]),
    },
  ];
}
