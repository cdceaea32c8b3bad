import type { Progress } from '@selvedge/data';

/** What steps tell while they work. Plain JSON. */
export type StepEvent =
  | { readonly event: 'note'; readonly level: 'info' | 'warning'; readonly text: string }
  | { readonly event: 'step-start'; readonly id: string; readonly label: string }
  | { readonly event: 'step-progress'; readonly id: string; readonly label: string; readonly progress: Progress }
  | {
      readonly event: 'step-end';
      readonly id: string;
      readonly label: string;
      readonly outcome: 'ran' | 'cached';
      readonly seconds: number;
    };

export type OnStepEvent = (event: StepEvent) => void;
