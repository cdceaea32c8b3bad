import { nameField } from '@selvedge/component/names';
import { type MetricName, metrics } from '@selvedge/evaluate';
import type { z } from 'zod';

/** A metric by its name in `@selvedge/evaluate`. */
export const metricSchema: z.ZodType<MetricName, MetricName> = nameField(metrics);
