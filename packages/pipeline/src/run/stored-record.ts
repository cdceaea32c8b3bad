import { count, either, fields, flag, listOf, mapOf, number, optional, type Shape, text } from './stored-shape.js';

/** What every reader of runs goes by: `run.json`. */
export const RECORD: Shape = fields({
  id: text,
  name: text,
  started: text,
  ended: optional(text),
  seconds: optional(number),
  seed: either(number, text),
  files: listOf(text),
  projectDirectory: text,
  process: number,
  identity: optional(text),
  data: optional(listOf(fields({ name: text, digest: text, trainRows: count, testRows: optional(count) }))),
  source: optional(
    fields({
      git: optional(fields({ commit: text, clean: flag })),
      lockFile: optional(fields({ name: text, sha256: text })),
    }),
  ),
  threads: optional(count),
  processor: optional(text),
  versions: optional(mapOf(text)),
  resumed: count,
  digest: optional(text),
  error: optional(text),
  trackingFailures: optional(listOf(text)),
  audit: optional(
    fields({
      testSets: listOf(fields({ summary: text })),
      models: listOf(fields({ name: text, copies: mapOf(fields({ copies: count, rows: count })) })),
    }),
  ),
  dataDirectory: optional(text),
  configFile: optional(text),
  plugins: optional(
    listOf(
      fields({
        name: text,
        version: optional(text),
        models: optional(listOf(text)),
        transforms: optional(listOf(text)),
      }),
    ),
  ),
});
