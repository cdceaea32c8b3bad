import type { ByteSource } from '../bytes/byte-source.js';
import type { RowsSource } from '../rows/rows.js';
import type { Format } from '../specs.generated.js';
import type { OpenOptions } from './definition.js';
import { formats } from './formats.js';

/**
 * Opens labelled rows of any format that is one file, or two with the labels.
 *
 * @param labelsFile - called for IDX and NPY, whose labels are a file of their own
 */
export async function openSource(
  format: Exclude<Format, 'png' | 'tar' | 'zip'>,
  source: ByteSource,
  options: OpenOptions,
  labelsFile: () => ByteSource,
): Promise<RowsSource> {
  const { open } = formats.definitionOf(format);
  if (!open) throw new Error(`internal: a ${format} is opened by its path`);
  return open(source, options, labelsFile);
}
