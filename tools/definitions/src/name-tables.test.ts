import { withNameTables } from './name-tables.js';
import { specsText } from './specs-text.js';

const metrics = {
  family: 'metric',
  typeName: 'MetricName',
  description: 'A score.',
  definitions: [
    { name: 'accuracy', description: 'Share of right rows.' },
    { name: 'log-loss', description: 'Cross-entropy.' },
  ],
};

test('writes the names of a family as a union, and what each means in its comment', () => {
  expect(specsText({ families: [], objects: [], names: [metrics] })).toContain(`/**
 * A score.
 *
 * - \`accuracy\`: Share of right rows.
 * - \`log-loss\`: Cross-entropy.
 */
export type MetricName =
  | 'accuracy'
  | 'log-loss';
`);
});

test('writes the table of a README between its comments, and leaves one without comments alone', () => {
  const readme = 'a\n<!-- metric: written from the definitions -->\nold\n<!-- end of metric -->\nb\n';
  expect(withNameTables(readme, [metrics])).toBe(`a
<!-- metric: written from the definitions -->
| metric | |
| --- | --- |
| \`accuracy\` | Share of right rows. |
| \`log-loss\` | Cross-entropy. |
<!-- end of metric -->
b
`);
  expect(withNameTables('a', [metrics])).toBe('a');
});
