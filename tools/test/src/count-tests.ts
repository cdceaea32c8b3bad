import { stripVTControlCharacters } from 'node:util';

/** How many tests ended how. */
export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Adds what one line says, if it is Jest's `Tests: 1 failed, 2 skipped, 9 passed, 12 total`. */
export function countTests(line: string, counts: TestCounts): void {
  const text = stripVTControlCharacters(line).trim();
  if (!/^Tests: .* total$/.test(text)) return;
  for (const [, many, how] of text.matchAll(/(\d+) (passed|failed|skipped|todo)/g)) {
    counts[how === 'todo' ? 'skipped' : (how as keyof TestCounts)] += Number(many);
  }
}

/** The line that closes a run. */
export function closingLine({ passed, failed, skipped }: TestCounts): string {
  const total = passed + failed + skipped;
  return `Tests: ${passed} passed, ${failed} failed, ${skipped} skipped, ${total} total, in all projects`;
}
