import type { OnEvent } from './run-event.js';
import { type Point, pointsOfHistory } from './tracker.js';

const INTERVAL_MS = 500;

/** Where figures go while steps work. A gap in a live curve does not stop the run. */
export interface LiveSinks {
  /** Figures inside of an epoch, or of a step without epochs. */
  moment(point: Point): void;
  /** What an epoch did, once it has ended. */
  epoch(points: readonly Point[]): void;
}

/**
 * Turns figures that steps report while they work into points: of each epoch when it ends, and in between at most two
 * moments a second for each step, so that `selvedge watch` can draw them.
 */
export function liveLog(sinks: LiveSinks, now: () => number = () => performance.now()): OnEvent {
  const last = new Map<string, number>();
  return (event) => {
    if (event.event !== 'step-progress') return;
    const { id, progress } = event;
    const model = id.replace(/^fit\//, '');
    if (progress.epoch) sinks.epoch(pointsOfHistory(model, { epochs: [{ ...progress.epoch }] }));
    if (!progress.metrics || now() - (last.get(id) ?? -Infinity) < INTERVAL_MS) return;
    last.set(id, now());
    for (const [name, value] of Object.entries(progress.metrics)) {
      if (Number.isFinite(value)) sinks.moment({ model, part: 'progress', name, value, step: progress.done });
    }
  };
}
