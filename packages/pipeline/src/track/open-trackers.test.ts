import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { base, options } from '../../test/small-runs.js';
import { run } from '../run/run-pipeline.js';
import type { RunEvent } from './run-event.js';

describe('a run with a tracking server', () => {
  let server: Server;
  let url: string;
  let asked: string[];
  /** The status of answers to a path; 200 where it has none. */
  let refused: Readonly<Record<string, number>>;

  beforeEach(async () => {
    asked = [];
    refused = {};
    server = createServer((request, response) => {
      const path = (request.url ?? '').replace('/api/2.0/mlflow/', '').split('?')[0];
      asked.push(path);
      const answers: Readonly<Record<string, unknown>> = {
        'experiments/get-by-name': { experiment: { experiment_id: '7' } },
        'runs/create': { run: { info: { run_id: 'abc' } } },
      };
      request.resume().on('end', () => {
        response.statusCode = refused[path] ?? 200;
        response.end(JSON.stringify(answers[path] ?? {}));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://me:hunter2@127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const tracked = async () => {
    const notes: string[] = [];
    const onEvent = (event: RunEvent): void => {
      if (event.event === 'note') notes.push(event.text);
    };
    const { record, folder } = await run({ ...base, track: { mlflow: { url } } }, options({ onEvent }));
    const kept = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8')) as typeof record;
    expect(kept).toEqual(record);
    return { record, notes: notes.filter((text) => text.startsWith('tracking stopped')) };
  };

  test('has no failures where all figures arrived', async () => {
    const { record, notes } = await tracked();
    expect([record.trackingFailures, notes, asked.at(-1)]).toEqual([undefined, [], 'runs/update']);
  });

  test.each([
    ['runs/create', 401],
    ['runs/log-batch', 401],
    ['runs/log-batch', 404],
    ['runs/update', 404], // after the last figure
  ])('finishes, and records once that %s was answered by %i', async (path, status) => {
    refused = { [path]: status };
    const { record, notes } = await tracked();
    expect(record.status).toBe('finished');
    expect(record.trackingFailures).toEqual([expect.stringContaining(`it answered ${status}`)]);
    expect(notes).toEqual([`tracking stopped: ${record.trackingFailures?.[0]}`]);
    expect(JSON.stringify(record)).not.toContain('hunter2');
    expect(asked.filter((each) => each === path)).toHaveLength(1);
  });
});
