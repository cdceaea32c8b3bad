import type { Progress } from '@selvedge/data';

/** What a run tells while it works. Plain JSON: `--json-events` prints one per line. */
export type RunEvent =
  | { readonly event: 'run-start'; readonly run: string; readonly name: string; readonly steps: number }
  | { readonly event: 'note'; readonly level: 'info' | 'warning'; readonly text: string }
  | { readonly event: 'step-start'; readonly id: string; readonly label: string }
  | { readonly event: 'step-progress'; readonly id: string; readonly label: string; readonly progress: Progress }
  | {
      readonly event: 'step-end';
      readonly id: string;
      readonly label: string;
      readonly outcome: 'ran' | 'cached';
      readonly seconds: number;
    }
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
