import { type EventReader, paced } from './paced-events.js';

const event = (id: string, ...fields: readonly string[]) => [id, ['event', ...fields]] as const;

/** A backend that answers each request with the next batch, and counts requests. */
function answering(batches: (readonly (readonly [string, readonly string[]])[])[]) {
  const at: number[] = [];
  const backend: EventReader = {
    async readEvents() {
      at.push(performance.now());
      const batch = batches.shift();
      return batch ? [['events', batch]] : null;
    },
    disconnect: async () => undefined,
    close: async () => undefined,
  };
  return { at, backend: paced(backend) };
}

describe('paced', () => {
  test('reads at once after a silence, and waits while much happens', async () => {
    const busy = Array.from({ length: 50 }, (_, at) => event(String(at), 'active', 'jobId', 'a'));
    const { at, backend } = answering([[busy[0]], busy, busy]);
    const begun = performance.now();
    await backend.readEvents('0', 1);
    expect(at[0] - begun).toBeLessThan(20);
    await backend.readEvents('0', 1);
    await backend.readEvents('0', 1);
    expect(at[1] - at[0]).toBeGreaterThanOrEqual(20);
    expect(at[2] - at[1]).toBeGreaterThanOrEqual(95);
  });

  test('leaves out what nobody waits for, but the last', async () => {
    const batch = [
      event('1', 'added', 'jobId', 'a', 'name', 'waiting'),
      event('2', 'waiting', 'jobId', 'a'),
      event('3', 'active', 'jobId', 'a'),
      event('4', 'hello', 'own', 'added'),
      event('5', 'completed', 'jobId', 'a'),
      event('6', 'drained'),
    ];
    const { backend } = answering([batch]);
    const news = await backend.readEvents('0', 1);
    expect(news?.[0][1].map(([id]) => id)).toEqual(['3', '4', '5', '6']);
  });

  test('asks for nothing once its connection was closed', async () => {
    const { at, backend } = answering([[], []]);
    await backend.readEvents('0', 1);
    const reading = backend.readEvents('0', 1);
    await backend.disconnect();
    expect(await reading).toBeNull();
    expect(at).toHaveLength(1);
  });
});
