import type { OnEvent } from './run-event.js';
import type { Point } from './tracker.js';

const INTERVAL_MS = 500;

/**
 * Turns figures that steps report while they work into points, at most two a second for each step, so that
 * `selvedge watch` can draw them.
 *
 * @param append - may fail: a lost point of a live curve is no reason to stop
 */
export function liveLog(
  append: (point: Point) => Promise<void> | undefined,
  now: () => number = () => performance.now(),
): OnEvent {
  const last = new Map<string, number>();
  return (event) => {
    if (event.event !== 'step-progress' || !event.progress.metrics) return;
    const { id, progress } = event;
    if (now() - (last.get(id) ?? -Infinity) < INTERVAL_MS) return;
    last.set(id, now());
    for (const [name, value] of Object.entries(progress.metrics ?? {})) {
      if (!Number.isFinite(value)) continue;
      const point = { model: id.replace(/^fit\//, ''), part: 'progress', name, value, step: progress.done };
      append(point)?.catch(() => undefined);
    }
  };
}
