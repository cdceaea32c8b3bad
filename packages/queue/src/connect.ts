import { SelvedgeError } from '@selvedge/data';
import { maskSecrets } from '@selvedge/workflow';
import type {
  Job,
  JobsOptions,
  Processor,
  Queue,
  QueueEvents,
  QueueEventsProducer,
  Worker,
  WorkerOptions,
} from 'bullmq';
import { type EventReader, paced } from './paced-events.js';

/** BullMQ on a database: the same classes whichever it is. */
export interface Connection {
  /** Its address, without passwords. */
  readonly name: string;
  queue(name: string): Queue;
  events(name: string): QueueEvents;
  producer(name: string): QueueEventsProducer;
  worker(name: string, processor: Processor, options: Omit<WorkerOptions, 'connection'>): Worker;
}

export type { Job, JobsOptions, Queue, QueueEvents, QueueEventsProducer, Worker };

interface Classes {
  readonly Queue: new (name: string, options: object) => Queue;
  readonly QueueEvents: new (name: string, options: object) => QueueEvents;
  readonly QueueEventsProducer: new (name: string, options: object) => QueueEventsProducer;
  readonly Worker: new (name: string, processor: Processor, options: object) => Worker;
}

/** The schema that BullMQ keeps its tables in. */
const SCHEMA = 'selvedge_queue';
/** Connections that each part of a queue may open. */
const POOL = 4;
/** Longest wait for one connection, in milliseconds. */
const CONNECT_MS = 10_000;

/**
 * @param url - `redis://...`, `rediss://...` or `postgres://...`
 * @throws SelvedgeError `invalid-argument` for another address, `unsupported` where a package is missing
 */
export async function connect(url: string): Promise<Connection> {
  const kind = kindOf(url);
  const name = maskSecrets(url);
  const bullmq = await loaded('bullmq', () => import('bullmq'));
  const { createRedisBackend, createPostgresBackend } = bullmq;
  const classesOn = (backend: unknown): Classes => bullmq.withBackend(backend as never) as unknown as Classes;
  const { backend, connection } =
    kind === 'redis'
      ? {
          backend: (await loaded('ioredis', () => import('ioredis'))) && createRedisBackend,
          connection: { url, maxRetriesPerRequest: null, connectTimeout: CONNECT_MS },
        }
      : {
          backend: (await loaded('pg', () => import('pg' as string))) && createPostgresBackend,
          connection: { connectionString: url, schema: SCHEMA, migrate: true, max: POOL },
        };
  const classes = classesOn(backend);
  const listening = classesOn((...words: never[]) => paced((backend as (...words: never[]) => EventReader)(...words)));
  return {
    name,
    queue: (queue) => new classes.Queue(queue, { connection }),
    events: (queue) => new listening.QueueEvents(queue, { connection }),
    producer: (queue) => new classes.QueueEventsProducer(queue, { connection }),
    worker: (queue, processor, options) => new classes.Worker(queue, processor, { ...options, connection }),
  };
}

function kindOf(url: string): 'redis' | 'postgres' {
  const scheme = URL.canParse(url) ? new URL(url).protocol : '';
  if (scheme === 'redis:' || scheme === 'rediss:') return 'redis';
  if (scheme === 'postgres:' || scheme === 'postgresql:') return 'postgres';
  throw new SelvedgeError(
    'invalid-argument',
    `queue: got '${maskSecrets(url)}'; need the address of a Redis or PostgreSQL server, for instance redis://localhost:6379 or postgres://user@localhost/selvedge.`,
  );
}

async function loaded<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    throw new SelvedgeError(
      'unsupported',
      `queue: the package ${name} is not installed: npm install bullmq ioredis (for redis://) or npm install bullmq pg (for postgres://).`,
      { cause },
    );
  }
}
