import { TestSetRecord } from '@selvedge/resample';
import type { TestSetUse } from '@selvedge/resample/types';

/** The test sets of one run, and how often their labels were accessed. */
export class TestSets {
  readonly #records = new Map<string, TestSetRecord>();

  /** The record of a test set, the same one whenever its rows are divided again. */
  recordOf(key: string, name: string, rows: number): TestSetRecord {
    const record = this.#records.get(key) ?? new TestSetRecord(name, rows);
    this.#records.set(key, record);
    return record;
  }

  toJSON(): readonly TestSetUse[] {
    return [...this.#records.values()].map((record) => record.toJSON());
  }
}
