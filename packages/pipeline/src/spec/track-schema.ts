import { z } from '@selvedge/component/zod';

/** Where metrics go in addition to the run's own `metrics.jsonl`. */
export const trackSchema = z
  .strictObject({
    tensorboard: z.boolean().exactOptional().describe('Write TensorBoard event files into the run. Default false.'),
    mlflow: z
      .strictObject({
        url: z
          .url({ protocol: /^https?$/ })
          .max(2000)
          .describe('Address of an MLflow tracking server.'),
        experiment: z.string().min(1).max(200).exactOptional().describe('Default: the name of the pipeline.'),
      })
      .exactOptional()
      .describe('Send parameters and metrics to an MLflow server.'),
  })
  .describe('Where metrics go in addition to `metrics.jsonl`.');

export type TrackSpec = z.infer<typeof trackSchema>;
