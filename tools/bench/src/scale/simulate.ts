import type { Rng } from '@selvedge/data';
import { Heap } from './heap.js';

/** What takes how long, in seconds of one core where nothing else is meant. */
export interface Costs {
  /** A request to the store. */
  readonly storeRequest: number;
  /** A byte that the store sends or receives. */
  readonly storeByte: number;
  /** A byte on the store's network. */
  readonly networkByte: number;
  /** The queue's database, for publishing a job, and for handing it out and ending it. */
  readonly queuePublish: number;
  readonly queueJob: number;
  /** The coordinator, for publishing a job, and for its end. */
  readonly coordinatorPublish: number;
  readonly coordinatorJob: number;
}

/** A sweep. */
export interface Sweep {
  readonly trials: number;
  /** Median length of a trial on a worker, in seconds. Lengths are log-normal; the logarithm's deviation is 0.25. */
  readonly seconds: number;
  /** Requests to the store before and after a trial. */
  readonly requestsBefore: number;
  readonly requestsAfter: number;
  /** Bytes that each worker fetches once, and that a trial sends. */
  readonly dataBytes: number;
  readonly resultBytes: number;
}

export type StationName = 'coordinator' | 'queue' | 'store' | 'network';

/** What came of it. */
export interface Simulated {
  /** From the first job to the last result, in seconds. */
  readonly makespan: number;
  /** Time in which workers computed, of all their time. */
  readonly efficiency: number;
  /** Busy time of each, of the makespan. */
  readonly busy: Readonly<Record<StationName, number>>;
}

/** Does one thing after the other, first come, first served. */
class Station {
  busy = 0;
  #free = 0;

  /** @returns when it is done */
  serve(now: number, cost: number): number {
    this.#free = Math.max(this.#free, now) + cost;
    this.busy += cost;
    return this.#free;
  }
}

interface Event {
  readonly kind: 'publish' | 'take' | 'fetch' | 'send' | 'report';
  readonly worker: number;
}

/**
 * Simulates a sweep by discrete events. The coordinator publishes one trial after the other; a worker takes one from the queue, asks
 * the store, computes, sends its result, and the coordinator reads its end. Coordinator, queue, store and the store's network serve
 * one request at a time.
 */
export function simulate(workers: number, sweep: Sweep, costs: Costs, rng: Rng): Simulated {
  const stations = { coordinator: new Station(), queue: new Station(), store: new Station(), network: new Station() };
  const { coordinator, queue, store, network } = stations;
  const events = new Heap<Event>();
  const idle = Array.from({ length: workers }, (_, worker) => workers - 1 - worker);
  const hasData = new Set<number>();
  let [published, waiting, end, computed] = [0, 0, 0, 0];
  const transfer = (now: number, requests: number, bytes: number): number =>
    Math.max(
      store.serve(now, requests * costs.storeRequest + bytes * costs.storeByte),
      network.serve(now, bytes * costs.networkByte),
    );
  const handOut = (now: number): void => {
    while (waiting > 0 && idle.length > 0) {
      waiting--;
      events.push(now, { kind: 'take', worker: idle.pop() ?? 0 });
    }
  };
  events.push(0, { kind: 'publish', worker: -1 });
  while (events.size > 0) {
    const { time, value } = events.pop();
    const { kind, worker } = value;
    if (kind === 'publish') {
      const sent = coordinator.serve(time, costs.coordinatorPublish);
      const stored = queue.serve(sent, costs.queuePublish);
      waiting++;
      if (++published < sweep.trials) events.push(stored, { kind, worker });
      handOut(stored);
    } else if (kind === 'take') {
      events.push(queue.serve(time, costs.queueJob), { kind: 'fetch', worker });
    } else if (kind === 'fetch') {
      const ready = transfer(time, sweep.requestsBefore, hasData.has(worker) ? 0 : sweep.dataBytes);
      hasData.add(worker);
      const seconds = sweep.seconds * Math.exp(0.25 * rng.normal());
      computed += seconds;
      events.push(ready + seconds, { kind: 'send', worker });
    } else if (kind === 'send') {
      const sent = transfer(time, sweep.requestsAfter, sweep.resultBytes);
      events.push(sent, { kind: 'report', worker });
    } else {
      end = coordinator.serve(time, costs.coordinatorJob);
      idle.push(worker);
      handOut(time);
    }
  }
  const busy = Object.fromEntries(Object.entries(stations).map(([name, station]) => [name, station.busy / end]));
  return { makespan: end, efficiency: computed / (workers * end), busy: busy as Simulated['busy'] };
}
