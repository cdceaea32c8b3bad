import { z } from '@selvedge/component/zod';

/** How far a run came. */
export const STATUSES = ['running', 'finished', 'failed', 'interrupted'] as const;

const count = z.int().min(0);

/** What every reader of runs goes by: `run.json`. */
export const RECORD: z.ZodType = z.looseObject({
  format: z.literal(1),
  status: z.enum(STATUSES),
  id: z.string(),
  name: z.string(),
  started: z.string(),
  ended: z.optional(z.string()),
  seconds: z.optional(z.number()),
  seed: z.union([z.number(), z.string()]),
  files: z.array(z.string()),
  projectDirectory: z.string(),
  process: z.number(),
  identity: z.optional(z.string()),
  data: z.optional(
    z.array(z.looseObject({ name: z.string(), digest: z.string(), trainRows: count, testRows: z.optional(count) })),
  ),
  source: z.optional(
    z.looseObject({
      git: z.optional(z.looseObject({ commit: z.string(), clean: z.boolean() })),
      lockFile: z.optional(z.looseObject({ name: z.string(), sha256: z.string() })),
    }),
  ),
  threads: z.optional(count),
  processor: z.optional(z.string()),
  versions: z.optional(z.record(z.string(), z.string())),
  resumed: count,
  digest: z.optional(z.string()),
  error: z.optional(z.string()),
  trackingFailures: z.optional(z.array(z.string())),
  audit: z.optional(
    z.looseObject({
      testSets: z.array(z.looseObject({ summary: z.string() })),
      models: z.array(
        z.looseObject({
          name: z.string(),
          copies: z.record(z.string(), z.looseObject({ copies: count, rows: count })),
        }),
      ),
    }),
  ),
  dataDirectory: z.optional(z.string()),
  configFile: z.optional(z.string()),
  plugins: z.optional(
    z.array(
      z.looseObject({
        name: z.string(),
        version: z.optional(z.string()),
        models: z.optional(z.array(z.string())),
        transforms: z.optional(z.array(z.string())),
      }),
    ),
  ),
});
