import { sha256 } from '@selvedge/files';
import type { HtmlReportOptions } from '@selvedge/report/types';
import { Cache } from '@selvedge/workflow';
import { drawingCode } from './drawing-code.js';

type Drawn = NonNullable<HtmlReportOptions['drawn']>;

const FILE = 'drawing.html';

/**
 * Draws the blocks of a report, each once: its drawing stays in the cache under the digest of its data and of the code that
 * draws. A run whose steps all come from the cache would otherwise spend most of its time here.
 *
 * @param reading - `off`: everything is drawn, and kept
 */
export function keptDrawings({ directory }: Cache, reading: 'on' | 'off'): Drawn {
  const cache = new Cache(directory); // of this machine: a store would be asked once for each figure
  const code = drawingCode();
  if (code === undefined) return (_, draw) => draw();
  return async (block, draw) => {
    const key = sha256('selvedge drawing 1\n', JSON.stringify(code), '\n', textOf(block));
    const kept = reading === 'on' ? await cache.get(key) : undefined;
    const bytes = kept?.outcome === 'hit' ? kept.files[FILE] : undefined;
    if (bytes) return new TextDecoder().decode(bytes);
    const start = performance.now();
    const html = await draw();
    const label = `draw ${block.kind === 'figure' ? block.figure.title : 'misclassified rows'}`;
    const seconds = (performance.now() - start) / 1000;
    // A cache that cannot be written costs time, no report.
    await cache.put(key, 'draw', { [FILE]: new TextEncoder().encode(html) }, { label, seconds, code }).catch(() => {});
    return html;
  };
}

/** Different blocks have different texts: JSON has no NaN, no infinity and no -0, and no typed arrays. */
const textOf = (block: unknown): string =>
  JSON.stringify(block, (_, value: unknown) => {
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
      return { number: Object.is(value, -0) ? '-0' : String(value) };
    if (!ArrayBuffer.isView(value)) return value;
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return { [value.constructor.name]: bytes.toString('base64') };
  });
