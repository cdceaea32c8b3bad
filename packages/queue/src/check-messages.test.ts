import { isWorkerNews, jobResult, stepEvents } from './check-messages.js';

const start = { event: 'step-start', id: 'a', label: 'fit a' };

describe('stepEvents', () => {
  test('takes what steps say', () => {
    const end = { event: 'step-end', id: 'a', label: 'fit a', outcome: 'ran', seconds: 1 };
    const progress = { event: 'step-progress', id: 'a', label: 'fit a', progress: { step: 'epoch 1' } };
    const events = [start, progress, end, { event: 'note', level: 'warning', text: 'x' }];
    expect(stepEvents({ worker: 'w', events })).toEqual({ worker: 'w', events });
  });

  test.each([
    null,
    'step-start',
    { event: 'exit', code: 0 },
    { event: 'run-end', run: 'r', status: 'finished', seconds: 1 },
    { event: 'run-start', run: '../../r', name: 'r', steps: 1 },
    { event: 'constructor' },
    { event: '__proto__' },
    { event: 'step-start', id: 'a', label: { toString: 1 } },
    { event: 'step-progress', id: 'a', label: 'a' },
    { event: 'step-end', id: 'a', label: 'a', outcome: 'ran', seconds: 'long' },
    { event: 'note', level: 'error', text: 'x' },
  ])('leaves out %j', (forged) => {
    expect(stepEvents({ worker: 'w', events: [forged, start] }).events).toEqual([start]);
  });

  test.each([null, 7, 'x', [], {}, { worker: 'w' }, { worker: 'w', events: 'x' }, { events: [start] }])(
    'takes nothing of %j',
    (message) => {
      expect(stepEvents(message).events).toEqual([]);
    },
  );
});

test.each([null, 7, 'x', [], {}, { result: [] }])('%j is not the result of a worker', (message) => {
  expect(jobResult(message)).toBeUndefined();
});

test('what a worker says of itself is complete, or it is none', () => {
  const news = {
    ...{ name: 'w', host: 'h', process: 1, code: 'c', tags: [], concurrency: 1, memory: 1, used: 0 },
    ...{ doing: ['a'], done: 0, failed: 0, since: '2026-01-01T00:00:00Z', seen: '2026-01-01T00:00:00Z' },
  };
  expect(isWorkerNews(news)).toBe(true);
  for (const field of Object.keys(news)) expect(isWorkerNews({ ...news, [field]: undefined })).toBe(false);
  expect(isWorkerNews({ ...news, tags: [7] })).toBe(false);
  expect(isWorkerNews(null)).toBe(false);
});
