import type { Area } from '../store/address.js';
import type { Room } from './room.js';

/** Counts what a server does, in the text format of Prometheus (version 0.0.4). */
export class Metrics {
  readonly #requests = new Map<string, number>();
  #received = 0;
  #sent = 0;

  answered(method: string, area: Area | 'other', status: number): void {
    const labels = `method="${METHODS.has(method) ? method : 'other'}",area="${area}",status="${status}"`;
    this.#requests.set(labels, (this.#requests.get(labels) ?? 0) + 1);
  }

  received(bytes: number): void {
    this.#received += bytes;
  }

  sent(bytes: number): void {
    this.#sent += bytes;
  }

  text(room: Room): string {
    const requests = [...this.#requests].map(([labels, count]) => `selvedge_store_requests_total{${labels}} ${count}`);
    return `${[
      '# TYPE selvedge_store_requests_total counter',
      ...requests,
      ...metric('received_bytes_total', 'counter', this.#received),
      ...metric('sent_bytes_total', 'counter', this.#sent),
      ...metric('evicted_total', 'counter', room.evicted),
      ...metric('entries', 'gauge', room.entries),
      ...metric('bytes', 'gauge', room.bytes),
      ...metric('limit_bytes', 'gauge', room.most),
    ].join('\n')}\n`;
  }
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

const metric = (name: string, type: 'counter' | 'gauge', value: number): readonly string[] => [
  `# TYPE selvedge_store_${name} ${type}`,
  `selvedge_store_${name} ${value}`,
];
