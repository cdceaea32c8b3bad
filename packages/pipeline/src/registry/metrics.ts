import { METRIC_NAMES, type MetricName } from '@selvedge/evaluate';
import { z } from 'zod';

/** A metric by its name in `@selvedge/evaluate`. */
export const metricSchema = z
  .enum(METRIC_NAMES as readonly [MetricName, ...MetricName[]])
  .meta({ definition: 'metric' });
