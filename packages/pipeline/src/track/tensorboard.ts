import { appendFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ProtobufWriter } from '@selvedge/compute/kernels';
import { makeFolder, writeError } from '@selvedge/files/steps';
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
        await makeFolder(directory);
        const records = own.map((point) => record(scalarEvent(point, now() / 1000)));
        const head = begun.has(model) ? [] : [record(versionEvent(now() / 1000))];
        begun.add(model);
        await appendFile(file, Buffer.concat([...head, ...records])).catch((cause: unknown) => {
          throw writeError(file, cause); // the system's own error names no file
        });
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
  new ProtobufWriter().double(1, seconds).text(3, 'brain.Event:2').finish();

/** Summary { value = 1: Value { tag = 1: string, simple_value = 2: float } } */
function scalarEvent({ part, name, value, step }: Point, seconds: number): Uint8Array {
  const summaryValue = new ProtobufWriter().text(1, `${part}/${name}`).float(2, value);
  const summary = new ProtobufWriter().message(1, summaryValue);
  return new ProtobufWriter().double(1, seconds).int(2, step).message(5, summary).finish();
}
