import type { Block } from '@selvedge/report';
import type { ModelResult } from '../run/results.js';

const LISTED = 20;

/** The columns whose shuffling costs most. */
export function importanceBlocks({ permutationImportance }: ModelResult): readonly Block[] {
  if (!permutationImportance) return [];
  const { metric, part, score, repeats, importances, names } = permutationImportance;
  const ranked = [...importances].sort((a, b) => b.mean - a.mean).slice(0, LISTED);
  const which = importances.length > LISTED ? `The ${LISTED} of ${importances.length} columns` : 'The columns';
  return [
    {
      kind: 'table',
      caption: `${which} by how much worse ${metric} of the ${part} rows (${score.toFixed(4)}) gets when the column is shuffled, the mean of ${repeats === 1 ? 'one time' : `${repeats} times`}. Columns that say the same share their importance.`,
      columns: [
        { name: 'column' },
        { name: 'importance', align: 'right' },
        { name: 'standard deviation', align: 'right' },
      ],
      rows: ranked.map(({ columns: [column], mean, standardDeviation }) => [
        names?.[column] ?? String(column),
        mean.toFixed(4),
        standardDeviation?.toFixed(4) ?? '-',
      ]),
    },
  ];
}
