import { appendFile, mkdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { maskedCrc32c } from './crc32c.js';
import type { Point, Tracker } from './tracker.js';

/**
 * Writes TensorBoard event files: one folder per model, tags `validation/accuracy`.
 *
 * A file is a row of TFRecords (length, its checksum, payload, its checksum) that hold `Event` messages.
 *
 * @see https://github.com/tensorflow/tensorboard (event.proto, summary.proto); tensorflow/core/lib/io/record_writer.cc
 */
export function tensorboardTracker(folder: string, now: () => number = Date.now): Tracker {
  const started = Math.floor(now() / 1000);
  const begun = new Set<string>();
  return {
    async log(points) {
      for (const [model, own] of groupByModel(points)) {
        const directory = join(folder, model);
        const file = join(directory, `events.out.tfevents.${started}.${hostname()}.${process.pid}`);
        await mkdir(directory, { recursive: true });
        const records = own.map((point) => record(scalarEvent(point, now() / 1000)));
        const head = begun.has(model) ? [] : [record(versionEvent(now() / 1000))];
        begun.add(model);
        await appendFile(file, Buffer.concat([...head, ...records]));
      }
    },
    async close() {},
  };
}

function groupByModel(points: readonly Point[]): Map<string, Point[]> {
  const groups = new Map<string, Point[]>();
  for (const point of points) groups.set(point.model, [...(groups.get(point.model) ?? []), point]);
  return groups;
}

export function record(payload: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(12 + payload.length + 4);
  bytes.writeBigUInt64LE(BigInt(payload.length), 0);
  bytes.writeUInt32LE(maskedCrc32c(bytes.subarray(0, 8)), 8);
  bytes.set(payload, 12);
  bytes.writeUInt32LE(maskedCrc32c(payload), 12 + payload.length);
  return bytes;
}

/** Event { wall_time = 1: double, step = 2: int64, file_version = 3: string, summary = 5: Summary } */
const versionEvent = (seconds: number): Uint8Array =>
  Buffer.concat([double(1, seconds), field(3, Buffer.from('brain.Event:2'))]);

/** Summary { value = 1: Value { tag = 1: string, simple_value = 2: float } } */
function scalarEvent({ part, name, value, step }: Point, seconds: number): Uint8Array {
  const float = Buffer.alloc(5);
  float[0] = (2 << 3) | 5;
  float.writeFloatLE(value, 1);
  const summaryValue = Buffer.concat([field(1, Buffer.from(`${part}/${name}`)), float]);
  return Buffer.concat([double(1, seconds), Buffer.from([2 << 3]), varint(step), field(5, field(1, summaryValue))]);
}

function double(number: number, value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = (number << 3) | 1;
  bytes.writeDoubleLE(value, 1);
  return bytes;
}

const field = (number: number, content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([(number << 3) | 2]), varint(content.length), content]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = Math.max(0, Math.floor(value));
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}
