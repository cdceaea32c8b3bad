import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { maskSecrets } from '@selvedge/workflow';
import { base, options } from '../../test/small-runs.js';
import { run } from '../run/run-pipeline.js';

import type { RunEvent } from './run-event.js';

const CANARY = 'p4ssw0rd-canary';

test.each([
  [`https://ada:${CANARY}@host/x`, 'https://***@host/x'],
  [`see http://${CANARY}@host:5000 and http://b:${CANARY}@c`, 'see http://***@host:5000 and http://***@c'],
  [`http://h/?a=1&access_token=${CANARY}&b=2`, 'http://h/?a=1&access_token=***&b=2'],
  [`http://a:p@${CANARY}@host/`, 'http://***@host/'],
  [`redis://h?pass%77ord=${CANARY}`, 'redis://h?pass%77ord=***'],
  [`rediss://h?%zz=1&PASSWORD=${CANARY}`, 'rediss://h?%zz=1&PASSWORD=***'],
  [`/run/redis.sock?password=${CANARY}`, '/run/redis.sock?password=***'],
  ...['/', '#', '?', '@'].map((mark) => [`postgres://u:a${mark}${CANARY}@h/db`, 'postgres://***@h/db']),
  [`host=h password=${CANARY} user=u`, 'host=h password=*** user=u'],
  [`host=h password='a \\' ${CANARY}'`, 'host=h password=***'],
  ['mail ada@host.org, http://host/a@b', 'mail ada@host.org, http://host/a@b'],
])('maskSecrets(%j)', (text, masked) => {
  expect(maskSecrets(text)).toBe(masked);
});

test('a password of a tracking server goes to the server alone: not into files, events or errors', async () => {
  const asked: { address: string; authorization: string | null }[] = [];
  const before = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    asked.push({ address: String(input), authorization: new Headers(init?.headers).get('authorization') });
    return new Response(`no such page: http://ada:${CANARY}@host`, { status: 401 });
  };
  const events: RunEvent[] = [];
  try {
    const track = { mlflow: { url: `http://ada:${CANARY}@127.0.0.1:9/` } };
    const { folder } = await run(
      { ...base, models: [base.models[0]], report: { html: true }, track },
      options({ onEvent: (event) => events.push(event) }),
    );
    for (const item of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!item.isFile()) continue;
      const content = await readFile(join(item.parentPath, item.name), 'latin1');
      expect([item.name, content.includes(CANARY)]).toEqual([item.name, false]);
    }
  } finally {
    globalThis.fetch = before;
  }
  expect(JSON.stringify(events)).not.toContain(CANARY);
  expect(events.filter(({ event }) => event === 'note')).not.toHaveLength(0);
  expect(asked[0].address).toMatch(/^http:\/\/127\.0\.0\.1:9\/api/);
  expect(asked[0].authorization).toBe(`Basic ${Buffer.from(`ada:${CANARY}`).toString('base64')}`);
});
