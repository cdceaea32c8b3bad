import { opened } from './open-job.js';
import { Publisher } from './publisher.js';

const openOf = (id: string) => opened({ id, label: `job ${id}`, task: { name: id } });

describe('Publisher', () => {
  test('adds what comes in one turn with one request, with its data once', async () => {
    const requests: unknown[][] = [];
    const queue = { addBulk: async (jobs: unknown[]) => void requests.push(jobs) };
    const publisher = new Publisher(queue as never, { code: 'c', setting: 's', priority: 7 });
    const jobs = ['a', 'b', 'c'].map(openOf);
    publisher.publish([jobs[0]]);
    publisher.publish(jobs.slice(1));
    publisher.publish([]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(requests).toHaveLength(1);
    expect(requests[0]).toHaveLength(3);
    expect(requests[0][1]).toMatchObject({
      name: 'job b',
      data: { format: 1, code: 'c', setting: 's', label: 'job b', task: { name: 'b' } },
      opts: { jobId: 'b', priority: 7 },
    });
    expect(jobs.map(({ published }) => published)).toEqual([1, 1, 1]);
  });

  test('adds nothing once it is closed', async () => {
    let requests = 0;
    const queue = { addBulk: async () => void requests++ };
    const publisher = new Publisher(queue as never, { code: 'c', setting: 's' });
    publisher.publish([openOf('a')]);
    publisher.close();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(requests).toBe(0);
  });
});
