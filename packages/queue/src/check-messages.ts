import type { WorkerNews } from '@selvedge/workflow/types';
import type { JobResult } from './job-data.js';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What steps say; the end of a run and its beginning are the coordinator's own. */
const OF_STEPS: Readonly<Record<string, (event: Readonly<Record<string, unknown>>) => boolean>> = {
  note: ({ level, text }) => (level === 'info' || level === 'warning') && typeof text === 'string',
  'step-start': isOfStep,
  'step-progress': (event) => isOfStep(event) && isObject(event['progress']),
  'step-end': (event) =>
    isOfStep(event) &&
    Number.isFinite(event['seconds']) &&
    (event['outcome'] === 'ran' || event['outcome'] === 'cached'),
};

function isOfStep({ id, label }: Readonly<Record<string, unknown>>): boolean {
  return typeof id === 'string' && typeof label === 'string';
}

/** Whoever has the queue's password can write what he likes: what no step says is left out. */
export function stepEvents(message: unknown): { readonly worker: string; readonly events: readonly unknown[] } {
  const { worker, events } = isObject(message) ? message : {};
  if (typeof worker !== 'string' || !Array.isArray(events)) return { worker: '', events: [] };
  return { worker, events: events.filter(isOfSteps) };
}

function isOfSteps(event: unknown): boolean {
  if (!isObject(event)) return false;
  const name = event['event'];
  return typeof name === 'string' && Object.hasOwn(OF_STEPS, name) && OF_STEPS[name](event);
}

/** What a worker returned; undefined for anything else, so that the store alone decides. */
export function jobResult(message: unknown): JobResult | undefined {
  if (!isObject(message) || typeof message['worker'] !== 'string') return undefined;
  return message as object as JobResult;
}

/** Whether an entry of the directory of workers is one. */
export function isWorkerNews(value: unknown): value is WorkerNews {
  if (!isObject(value)) return false;
  const { tags, doing } = value;
  const isTexts = (list: unknown): boolean => Array.isArray(list) && list.every((each) => typeof each === 'string');
  return (
    ['name', 'host', 'code', 'since', 'seen'].every((field) => typeof value[field] === 'string') &&
    ['process', 'concurrency', 'memory', 'used', 'done', 'failed'].every((field) => Number.isFinite(value[field])) &&
    isTexts(tags) &&
    isTexts(doing)
  );
}
