import { stripVTControlCharacters } from 'node:util';

/** How many tests ended how, and what Jest said of those that failed. */
export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
  readonly failures: Failure[];
  /** Of the suite whose lines are read. */
  suite: string;
  /** Whose lines are read. */
  open: Failure | undefined;
}

/** A test that failed, or a suite that could not be run. */
export interface Failure {
  readonly suite: string;
  readonly name: string;
  readonly lines: string[];
}

/** Of a failure, the message and where it was thrown; the rest is above. */
const LINES = 24;

export const noTests = (): TestCounts => ({
  passed: 0,
  failed: 0,
  skipped: 0,
  failures: [],
  suite: '',
  open: undefined,
});

/** Adds what one line says, if it is Jest's `Tests: 1 failed, 2 skipped, 9 passed, 12 total` or of a failure. */
export function countTests(line: string, counts: TestCounts): void {
  const text = stripVTControlCharacters(line).trimEnd();
  addFailure(text, counts);
  if (!/^Tests: .* total$/.test(text)) return;
  for (const [, many, how] of text.matchAll(/(\d+) (passed|failed|skipped|todo)/g)) {
    counts[how === 'todo' ? 'skipped' : (how as 'passed' | 'failed' | 'skipped')] += Number(many);
  }
}

function addFailure(text: string, counts: TestCounts): void {
  const suite = /^\s*(PASS|FAIL) (.+?)(?: \([\d.]+ s\))?$/.exec(text);
  const name = /^\s*● (.+)$/.exec(text)?.[1];
  if (suite) counts.suite = suite[2].trim().replaceAll(/\s+/g, ' ');
  if (suite || name !== undefined || /^(Test Suites: |Summary of all failing)/.test(text)) counts.open = undefined;
  if (name !== undefined && name !== 'Console') {
    const found = { suite: counts.suite, name, lines: [] };
    const isNew = !counts.failures.some((each) => each.suite === found.suite && each.name === name); // Jest sums up at its end
    if (isNew) counts.failures.push(found);
    counts.open = isNew ? found : undefined;
  } else if (counts.open && counts.open.lines.length < LINES) counts.open.lines.push(text);
}

/** What closes a run: each failure again, so that the end of a long log says what is wrong, and one line that counts. */
export function closingLines({ passed, failed, skipped, failures }: TestCounts): readonly string[] {
  const total = passed + failed + skipped;
  return [
    ...failures.flatMap(({ suite, name, lines }) => ['', `FAIL ${suite}`, `● ${name}`, ...withoutEnds(lines)]),
    ...(failures.length > 0 ? [''] : []),
    `Tests: ${passed} passed, ${failed} failed, ${skipped} skipped, ${total} total, in all projects`,
  ];
}

/** Without empty lines at the start and the end. */
const withoutEnds = (lines: readonly string[]): readonly string[] =>
  lines.slice(
    lines.findIndex((line) => line !== ''),
    lines.findLastIndex((line) => line !== '') + 1,
  );
