import { closeSync, openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { Dialect } from './dialect.js';
import { readIntegerRange } from './integer-range.js';

/** The stretch of a file that a thread reads. */
export interface HalfRequest {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly dialect: Dialect;
  readonly room: number;
}

const { path, start, end, dialect, room } = workerData as HalfRequest;
const file = openSync(path, 'r');
try {
  const rows = readIntegerRange(file, start, end, dialect, room);
  parentPort?.postMessage(rows, rows ? [rows.values.buffer as ArrayBuffer, rows.labels.buffer as ArrayBuffer] : []);
} finally {
  closeSync(file);
}
