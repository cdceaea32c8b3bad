import { z } from '@selvedge/component/zod';

/** What is written for people. */
export const reportSchema = z
  .strictObject({
    title: z
      .string()
      .min(1)
      .max(500)
      .exactOptional()
      .describe('The heading of the report. Default: the name of the pipeline.'),
    text: z.string().max(20_000).exactOptional().describe('Introductory text.'),
    figures: z.boolean().exactOptional().describe('Draw figures. Default true.'),
    html: z.boolean().exactOptional().describe('Write report.html. Default true.'),
  })
  .describe('What is written for people.');

export type ReportSpec = z.infer<typeof reportSchema>;
