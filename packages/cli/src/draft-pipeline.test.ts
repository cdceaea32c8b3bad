import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ColumnDescription } from '@selvedge/ingest/types';
import { parseSpec } from '@selvedge/pipeline';
import { draftPipeline } from './draft-pipeline.js';

const column = (name: string, kind: ColumnDescription['kind'], missing = 0): ColumnDescription => ({
  name,
  kind,
  rows: 50,
  missing,
  distinct: name === 'id' ? 50 : 9,
});
const columns = [
  column('id', 'number'),
  column('no: 1', 'number', 3),
  column('day', 'date'),
  column('kind', 'category'),
];
const draft = { name: 'wine', train: 'wine.csv', columns };

test('a drafted pipeline is a valid one, and says what it leaves out', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-init-'));
  try {
    const file = join(folder, 'wine.pipeline.yaml');
    await writeFile(file, draftPipeline({ ...draft, reading: { label: 'kind', decimal: ',', drop: 'no: 1' } }));
    const { models } = await parseSpec(file);
    expect(models[0].config.data).toMatchObject({ label: 'kind', id: 'id', drop: ['no: 1', 'day'], decimal: ',' });
    expect(models.map(({ name }) => name)).toEqual(['baseline', 'logistic-regression', 'boosting']);
    const plain = draftPipeline({ ...draft, test: 'test.csv', reading: { label: 'last' } });
    expect(plain).toContain('missing: nan # filled in below');
    expect(plain).toContain('    - day # dates');
    expect(plain).not.toContain('one-hot'); // the only categories are the label
    await writeFile(file, plain);
    await expect(parseSpec(file)).resolves.toBeDefined();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a label that is not known is asked for', () => {
  expect(() => draftPipeline({ ...draft, reading: {} })).toThrow(
    /columns are id, no: 1, day, kind. Name it: --label kind/,
  );
});
