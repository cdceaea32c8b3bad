import { nameField } from '@selvedge/component/names';
import type { z } from '@selvedge/component/zod';
import { type MetricName, metrics } from '@selvedge/evaluate';

/** A metric by its name in `@selvedge/evaluate`. */
export const metricSchema: z.ZodType<MetricName, MetricName> = nameField(metrics);
