import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FOLDER, indexOf, readDecisions, withHead } from './decisions.js';

describe('docs/decisions', () => {
  const decisions = readDecisions();

  test('numbers every record once', () => {
    const numbers = decisions.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('names existing records where one is superseded', () => {
    const numbers = decisions.map(({ number }) => number);
    for (const { status } of decisions) {
      if (status.startsWith('Superseded')) expect(numbers).toContain(/\d{4}/.exec(status)?.[0]);
    }
  });

  test('has an index of what is there (node tools/docs/dist/write-index.js)', () => {
    expect(readFileSync(join(FOLDER, 'README.md'), 'utf8')).toBe(indexOf(decisions));
  });

  test('is refused with a record without a status, or with the number of another', () => {
    const folder = mkdtempSync(join(tmpdir(), 'selvedge-decisions-'));
    writeFileSync(join(folder, '0001-one.md'), '# 0001 One\n\n## Context\n');
    expect(() => readDecisions(folder)).toThrow("0001-one.md: begins otherwise than with '# NNNN Title'");
    writeFileSync(join(folder, '0001-one.md'), '# 0002 One\n\nAccepted, 2026-11-20.\n');
    expect(() => readDecisions(folder)).toThrow('0001-one.md: its title has the number 0002');
  });

  test('gets a status and a date where a record has its title alone', () => {
    const complete = '# 0007 A thing\n\nAccepted, 2026-11-26.\n\n## Context\n';
    expect(withHead('0007-a-thing.md', '# 7. A thing\n\n## Context\n', '2026-11-26')).toBe(complete);
    expect(withHead('0007-a-thing.md', complete, '2027-01-01')).toBe(complete);
  });
});
