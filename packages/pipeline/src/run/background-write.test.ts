import { BackgroundWrite } from './background-write.js';

describe('BackgroundWrite', () => {
  test('begins a write when the one before has ended', async () => {
    const order: string[] = [];
    const write = (name: string) => async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(`${name} ends`);
    };
    const writes = new BackgroundWrite();
    await writes.begin(write('a'));
    expect(order).toEqual(['a begins']);
    await writes.begin(write('b'));
    await writes.end();
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  test('says to who comes next, or waits for the end, why a write failed', async () => {
    const writes = new BackgroundWrite();
    await writes.begin(() => Promise.reject(new Error('full')));
    await expect(writes.begin(async () => undefined)).rejects.toThrow('full');
    await expect(writes.end()).rejects.toThrow('full');
  });
});
