import { HEADER, messagePrefix, parseMessage } from '../arrow/message.js';
import { readSchema } from '../arrow/schema.js';

/**
 * The columns that are durations by the schema of Arrow, which Arrow's writers put among a Parquet file's metadata. Parquet
 * itself has no such type, and stores them as plain whole numbers.
 */
export function arrowDurations(
  metadata: readonly { readonly key: string; readonly value?: string }[] = [],
): ReadonlySet<string> {
  const encoded = metadata.find(({ key }) => key === 'ARROW:schema')?.value;
  if (encoded === undefined) return new Set();
  try {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const { bytes: start, length } = messagePrefix('', bytes);
    const { type, header } = parseMessage('', bytes.subarray(start, start + length));
    if (type !== HEADER.schema) return new Set();
    const durations = readSchema('', header).fields.filter(
      ({ layout }) => layout.kind === 'skipped' && layout.what === DURATIONS,
    );
    return new Set(durations.map(({ name }) => name));
  } catch {
    return new Set(); // a hint of the writer's; without it the file is what Parquet's own schema says
  }
}

/** What `readSchema` says of them. */
export const DURATIONS = 'holds durations';
