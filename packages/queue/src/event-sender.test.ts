import { EventSender } from './event-sender.js';

const start = { event: 'step-start', id: 'a' };
const end = { event: 'step-end', id: 'a' };
const progress = { event: 'step-progress', id: 'a' };

/** A job that keeps what it was sent, and answers when it is let. */
function answering(answer: () => Promise<void> = async () => undefined) {
  const sent: unknown[] = [];
  const updateProgress = (what: unknown): Promise<void> => {
    sent.push(what);
    return answer();
  };
  return { sent, job: { updateProgress } as never };
}

describe('EventSender', () => {
  test('leaves to the result what a short job has not sent', async () => {
    const { sent, job } = answering();
    const sender = new EventSender(job, 'one');
    sender.send(start);
    sender.send(end);
    expect(sender.rest()).toEqual([start, end]);
    expect(await sender.settled()).toBe(true);
    expect(sent).toEqual([]);
  });

  test('sends what comes together at once, and progress now and then', async () => {
    const { sent, job } = answering();
    const sender = new EventSender(job, 'one');
    sender.send(start);
    sender.send(progress);
    sender.send(progress);
    while (sent.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    sender.send(end);
    expect(await sender.settled()).toBe(true);
    expect(sent).toEqual([
      { worker: 'one', events: [start, progress] },
      { worker: 'one', events: [end] },
    ]);
    expect(sender.rest()).toEqual([]);
  });

  test('does not wait for ever for a database that never answers', async () => {
    const { sent, job } = answering(() => new Promise(() => undefined));
    const sender = new EventSender(job, 'one', 50);
    sender.send(start);
    expect(await sender.settled()).toBe(false);
    expect(sent).toHaveLength(1);
  });

  test('takes a refusal of the database for an end', async () => {
    const { job } = answering(() => Promise.reject(new Error('closed')));
    const sender = new EventSender(job, 'one');
    sender.send(start);
    expect(await sender.settled()).toBe(true);
  });
});
