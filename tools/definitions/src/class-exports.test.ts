import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classExportsText, classTypesText } from './class-exports.js';
import { withClassTable } from './class-table.js';

const FAMILIES = [
  {
    typeName: 'ModelSpec',
    description: 'A model.',
    form: 'params',
    components: [{ kind: 'linear-svm', schema: { description: 'A margin.' } }],
  },
] as const;

describe('classExportsText(source, families)', () => {
  const source = mkdtempSync(join(tmpdir(), 'classes-'));
  afterAll(() => rmSync(source, { recursive: true }));

  test('exports the class of each kind, and beside it the types of what it fits and its parameters', () => {
    expect(() => classExportsText(source, FAMILIES)).toThrow(/'linear-svm' needs a class LinearSvm/);
    writeFileSync(join(source, 'svm.ts'), 'export class LinearSvm {}\nexport class FittedLinearSvm {}\n');
    const lines = classExportsText(source, FAMILIES)?.split('\n').slice(1);
    expect(lines).toEqual(["export { LinearSvm } from './svm.js';", '']);
    expect(classTypesText(source, FAMILIES)?.split('\n').slice(1)).toEqual([
      "export type { FittedLinearSvm } from './svm.js';",
      "export type { LinearSvmParams } from './specs.generated.js';",
      '',
    ]);
    expect(classExportsText(source, [])).toBeUndefined();
  });
});

test('withClassTable(readme, families) writes between its comments alone', () => {
  const readme = 'a\n<!-- classes: written from the definitions -->\nold\n<!-- end of classes -->\nb\n';
  expect(withClassTable('no table', FAMILIES)).toBe('no table');
  expect(withClassTable(readme, FAMILIES)).toContain('| `LinearSvm` | `linear-svm` | A margin. |\n<!-- end');
  expect(withClassTable(readme, FAMILIES)).not.toContain('old');
});
