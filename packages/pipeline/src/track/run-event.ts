import type { StepEvent } from '@selvedge/workflow/types';

/** What a run tells while it works. Plain JSON: `--json-events` prints one per line. */
export type RunEvent =
  | { readonly event: 'run-start'; readonly run: string; readonly name: string; readonly steps: number }
  | StepEvent
  | {
      readonly event: 'metric';
      readonly model: string;
      readonly part: string;
      readonly name: string;
      readonly value: number;
      readonly step?: number;
    }
  | {
      readonly event: 'run-end';
      readonly run: string;
      readonly status: 'finished' | 'failed' | 'interrupted';
      readonly seconds: number;
    };

export type OnEvent = (event: RunEvent) => void;
