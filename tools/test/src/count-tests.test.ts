import { closingLine, countTests } from './count-tests.js';

test('adds the lines in which Jest counts, colours and all, and no others', () => {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const line of [
    'Tests:       1 failed, 2 skipped, 3 todo, 9 passed, 15 total',
    '\u001b[1mTests:       \u001b[22m\u001b[1m\u001b[32m40 passed\u001b[39m\u001b[22m, 40 total',
    'Test Suites: 3 passed, 3 total',
    'PASS src/tests: 5 passed, 5 total.test.ts',
  ]) {
    countTests(line, counts);
  }
  expect(counts).toEqual({ passed: 49, failed: 1, skipped: 5 });
  expect(closingLine(counts)).toBe('Tests: 49 passed, 1 failed, 5 skipped, 55 total, in all projects');
});
