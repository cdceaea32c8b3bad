import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32c, maskedCrc32c } from './crc32c.js';
import { liveLog } from './live-log.js';
import { mlflowTracker } from './mlflow.js';
import { record, tensorboardTracker } from './tensorboard.js';
import { type Point, pointsOfHistory } from './tracker.js';

const point: Point = { model: 'net', part: 'validation', name: 'accuracy', value: 0.5, step: 300 };

describe('TensorBoard event files', () => {
  test('have the checksums of the standard, and of files that TensorFlow wrote', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283); // the check value of CRC-32C
    // Event files begin with a record of 24 bytes; these twelve bytes are the same in every one of them.
    expect(
      Buffer.from(record(Buffer.alloc(24)))
        .subarray(0, 12)
        .toString('hex'),
    ).toBe('1800000000000000a37f4b22');
  });

  test('hold a version and one event per point, each record whole', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'selvedge-tb-'));
    await tensorboardTracker(folder, () => 1_700_000_000_000).log([point]);
    const [name] = await readdir(join(folder, 'net'));
    expect(name).toMatch(/^events\.out\.tfevents\.1700000000\./);
    const bytes = await readFile(join(folder, 'net', name));
    const payloads: Buffer[] = [];
    for (let at = 0; at < bytes.length; ) {
      const length = Number(bytes.readBigUInt64LE(at));
      expect(bytes.readUInt32LE(at + 8)).toBe(maskedCrc32c(bytes.subarray(at, at + 8)));
      const payload = bytes.subarray(at + 12, at + 12 + length);
      expect(bytes.readUInt32LE(at + 12 + length)).toBe(maskedCrc32c(payload));
      payloads.push(payload);
      at += 16 + length;
    }
    expect(payloads[0].toString('latin1')).toContain('brain.Event:2');
    // wall_time: 09 + double, step: 10 + varint 300, summary: 2a ..., tag: 0a 13 'validation/accuracy', simple_value: 15 + float 0.5
    expect(payloads[1].toString('hex')).toBe(
      `09000000${'40fc54d941'}10ac022a1c0a1a0a13${Buffer.from('validation/accuracy').toString('hex')}150000003f`,
    );
    await rm(folder, { recursive: true });
  });
});

function writeOn(response: ServerResponse): void {
  const timer = setInterval(() => response.write('x'.repeat(500_000)), 1);
  response.on('close', () => clearInterval(timer));
}

describe('mlflowTracker', () => {
  let server: Server;
  let url: string;
  let calls: { path: string; body: Record<string, unknown> }[];

  beforeEach(async () => {
    calls = [];
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      request.on('end', () => {
        const path = (request.url ?? '').replace('/api/2.0/mlflow/', '');
        calls.push({ path, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) });
        const answers: Record<string, unknown> = {
          'experiments/create': { experiment_id: '7' },
          'runs/create': { run: { info: { run_id: 'abc' } } },
        };
        const known = path.startsWith('experiments/get-by-name') ? undefined : (answers[path] ?? {});
        response.statusCode = known ? 200 : 404;
        response.end(JSON.stringify(known ?? { error_code: 'RESOURCE_DOES_NOT_EXIST' }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  test('makes experiment and run, sends parameters and metrics in batches that the server takes, and ends the run', async () => {
    const tracker = await mlflowTracker(
      { url, experiment: 'e', name: 'r', params: { 'net/model': 'x'.repeat(900) } },
      () => 5,
    );
    await tracker.log(
      Array.from({ length: 1500 }, (_, step) => ({ ...point, step })).concat({ ...point, value: Number.NaN }),
    );
    await tracker.close('finished');
    expect(calls.map(({ path }) => path.split('?')[0])).toEqual([
      'experiments/get-by-name',
      'experiments/create',
      'runs/create',
      'runs/log-batch',
      'runs/log-batch',
      'runs/log-batch',
      'runs/update',
    ]);
    expect(calls[2].body).toEqual({ experiment_id: '7', run_name: 'r', start_time: 5 });
    expect(calls[3].body).toEqual({ run_id: 'abc', params: [{ key: 'net/model', value: 'x'.repeat(500) }] });
    expect((calls[4].body['metrics'] as unknown[]).length).toBe(1000);
    expect((calls[5].body['metrics'] as unknown[]).length).toBe(500);
    expect((calls[4].body['metrics'] as unknown[])[0]).toEqual({
      key: 'net/validation/accuracy',
      value: 0.5,
      step: 0,
      timestamp: 5,
    });
    expect(calls[6].body).toEqual({ run_id: 'abc', status: 'FINISHED', end_time: 5 });
  });

  test.each([
    ['without an end', writeOn],
    ['that are not an object', (response: ServerResponse) => void response.end('null')],
  ])('refuses answers %s', async (_, answer) => {
    server.removeAllListeners('request');
    server.on('request', (_request, response: ServerResponse) => answer(response));
    const before = process.memoryUsage().rss;
    await expect(mlflowTracker({ url, experiment: 'e', name: 'r', params: {} })).rejects.toThrow(
      /: its answer is (longer than 1048576 bytes|not a JSON object).*Check track\.mlflow\.url/,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  test('names the server that cannot be reached', async () => {
    const run = { url: 'http://127.0.0.1:1', experiment: 'e', name: 'r', params: {} };
    await expect(mlflowTracker(run)).rejects.toThrow(
      /^MLflow server http:\/\/127\.0\.0\.1:1: .*Check track\.mlflow\.url/,
    );
  });
});

test('pointsOfHistory gives one point per epoch and figure', () => {
  const history = {
    epochs: [{ epoch: 1, learningRate: 0.1, running: { loss: 2 }, validation: { loss: 1, accuracy: 0.5, rows: 10 } }],
  };
  expect(pointsOfHistory('net', history).map(({ part, name, value, step }) => [part, name, value, step])).toEqual([
    ['train', 'learningRate', 0.1, 1],
    ['running', 'loss', 2, 1],
    ['validation', 'loss', 1, 1],
    ['validation', 'accuracy', 0.5, 1],
  ]);
  expect(pointsOfHistory('knn', null)).toEqual([]);
});

test('liveLog passes on at most two moments a second of each step', () => {
  const points: Point[] = [];
  let now = 0;
  const live = liveLog({ moment: (each) => void points.push(each), epoch: () => undefined }, () => now);
  for (; now < 2000; now += 100) {
    const progress = { step: 'epoch 1', done: now, total: 2000, metrics: { loss: 1, bad: Number.NaN } };
    live({ event: 'step-progress', id: 'fit/net', label: 'fit net', progress });
  }
  expect(points.map(({ step }) => step)).toEqual([0, 500, 1000, 1500]);
  expect(points[0]).toEqual({ model: 'net', part: 'progress', name: 'loss', value: 1, step: 0 });
});

test('liveLog passes on what each epoch did, at the epoch', () => {
  const points: Point[] = [];
  const live = liveLog({ moment: () => undefined, epoch: (all) => void points.push(...all) });
  const epoch = {
    epoch: 3,
    epochs: 30,
    learningRate: 0.1,
    seconds: 190,
    secondsLeft: 5130,
    running: { loss: 2 },
    validation: { loss: 1, accuracy: 0.5 },
  };
  live({
    event: 'step-progress',
    id: 'fit/net',
    label: 'fit net',
    progress: { step: 'epoch 3 of 30', done: 3, total: 30, epoch },
  });
  expect(points.map(({ model, part, name, value, step }) => [model, part, name, value, step])).toEqual([
    ['net', 'train', 'learningRate', 0.1, 3],
    ['net', 'train', 'seconds', 190, 3],
    ['net', 'running', 'loss', 2, 3],
    ['net', 'validation', 'loss', 1, 3],
    ['net', 'validation', 'accuracy', 0.5, 3],
  ]);
});
