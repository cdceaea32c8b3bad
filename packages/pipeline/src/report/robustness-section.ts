import { mean } from '@selvedge/data/arithmetic';
import type { RobustnessTable } from '@selvedge/evaluate/types';
import type { Section } from '@selvedge/report';
import type { RunResults } from '../run/results.js';
import { percent } from '../run/summary.js';
import { figureBlock } from './figure-block.js';

/** Accuracy of every model on corrupted images. */
export function robustnessSections({ models }: RunResults, figures: boolean): readonly Section[] {
  const tables = models.flatMap(({ name, robustness }) => (robustness ? [{ name, table: robustness }] : []));
  if (tables.length === 0) return [];
  const kinds = [...new Set(tables.flatMap(({ table }) => table.kinds))];
  const of = (table: RobustnessTable, kind: string) => table.cells.filter((cell) => cell.kind === kind);
  return [
    {
      title: 'Robustness',
      blocks: [
        {
          kind: 'table',
          caption: 'Accuracy on corrupted copies of the rows, mean over the severities',
          columns: [{ name: 'corruption' }, ...tables.map(({ name }) => ({ name, align: 'right' as const }))],
          rows: [
            ['nothing', ...tables.map(({ table }) => percent(table.clean[0].accuracy.value))],
            ...kinds.map((kind) => [
              kind,
              ...tables.map(({ table }) => percent(mean(of(table, kind).map(({ accuracy }) => accuracy.value)))),
            ]),
          ],
        },
        ...(figures
          ? [
              figureBlock({
                kind: 'robustness',
                title: 'Accuracy against severity',
                corruptions: kinds.map((kind) => ({
                  name: kind,
                  models: tables.map(({ name, table }) => ({
                    name,
                    severities: of(table, kind).map(({ severity }) => severity),
                    accuracies: of(table, kind).map(({ accuracy }) => accuracy.value),
                  })),
                })),
              }),
            ]
          : []),
      ],
    },
  ];
}
