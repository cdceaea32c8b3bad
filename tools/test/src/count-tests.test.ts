import { closingLines, countTests, noTests } from './count-tests.js';

const counted = (...lines: readonly string[]) => {
  const counts = noTests();
  for (const line of lines) countTests(line, counts);
  return counts;
};

test('adds the lines in which Jest counts, colours and all, and no others', () => {
  const counts = counted(
    'Tests:       1 failed, 2 skipped, 3 todo, 9 passed, 15 total',
    '\u001b[1mTests:       \u001b[22m\u001b[1m\u001b[32m40 passed\u001b[39m\u001b[22m, 40 total',
    'Test Suites: 3 passed, 3 total',
    'PASS src/tests: 5 passed, 5 total.test.ts',
  );
  expect(counts).toMatchObject({ passed: 49, failed: 1, skipped: 5 });
  expect(closingLines(counts)).toEqual(['Tests: 49 passed, 1 failed, 5 skipped, 55 total, in all projects']);
});

test('says each failure again at the end, once, with its suite and its message', () => {
  const failure = ['  \u001b[1m● \u001b[22mgroup › adds', '', '    expected 3', '    received 4', ''];
  const lines = [
    '\u001b[7m PASS \u001b[27m\u001b[0m src/one.test.ts',
    '  \u001b[1m● \u001b[22mConsole',
    '    a warning',
    '\u001b[7m FAIL \u001b[27m\u001b[0m src/two.test.ts (\u001b[41m7.8 s\u001b[49m)',
    ...failure,
    'Summary of all failing tests',
    'FAIL src/two.test.ts (7.8 s)',
    ...failure,
    'FAIL src/three.test.ts',
    '  ● Test suite failed to run',
    `    ${'x'.repeat(9)}`,
    'Test Suites: 2 failed, 1 passed, 3 total',
    'Tests:       1 failed, 4 passed, 5 total',
  ];
  expect(closingLines(counted(...lines))).toEqual([
    '',
    'FAIL src/two.test.ts',
    '● group › adds',
    '    expected 3',
    '    received 4',
    '',
    'FAIL src/three.test.ts',
    '● Test suite failed to run',
    '    xxxxxxxxx',
    '',
    'Tests: 4 passed, 1 failed, 0 skipped, 5 total, in all projects',
  ]);
});
