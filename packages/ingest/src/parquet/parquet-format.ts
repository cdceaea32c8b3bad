import { type FormatDefinition, tableOptions } from '../formats/definition.js';

export const parquetFormat: FormatDefinition = {
  name: 'parquet',
  description: 'An Apache Parquet file.',
  extensions: ['parquet'],
  labels: 'inside',
  isWritten: true,
  // Loaded where a file is opened: its libraries are a third of what a program that reads none would wait for.
  open: async (source, options) => (await import('./open-parquet.js')).openParquet(source, tableOptions(options)),
};
