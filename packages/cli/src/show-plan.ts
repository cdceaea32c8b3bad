import type { Pipeline, RunOptions } from '@selvedge/pipeline';
import type { Display } from './display/display.js';
import { table } from './table.js';
import type { Terminal } from './terminal.js';

/** Prints what a run would do. */
export async function showPlan(
  pipeline: Pipeline,
  options: RunOptions,
  { out, width, color }: Terminal,
  json: boolean,
  display: Display,
): Promise<void> {
  const { planOf } = await import('@selvedge/pipeline');
  const plan = await planOf(pipeline, options);
  display.close();
  if (json) {
    out(JSON.stringify(plan));
    return;
  }
  const rows = plan.steps.map(({ id, label, state, seconds }) => [
    id,
    label,
    state === 'cached' && seconds !== undefined ? `cached (took ${seconds.toFixed(1)} s)` : state,
  ]);
  out(
    color.bold(
      `${pipeline.name}: ${plan.steps.length} steps, ${plan.steps.filter(({ state }) => state === 'cached').length} cached`,
    ),
  );
  out('');
  out(table([{ head: 'step' }, { head: 'does' }, { head: 'state' }], rows, width));
  out('');
  out('Nothing was run.');
}
