import type { StepRecord } from '@selvedge/workflow/types';

/** The records of the steps that were computed, by key. */
export const ranBy = (records: readonly StepRecord[]): ReadonlyMap<string, StepRecord> =>
  new Map(records.filter(({ outcome }) => outcome === 'ran').map((record) => [record.key, record]));
