import { escapeXml } from '@selvedge/data/text';
import { encode } from 'fast-png';
import type { MisclassifiedBlock, MisclassifiedRow } from './document.js';

/** The error browser: filters by true and predicted class, a card per row with its nearest training images. */
export function misclassifiedHtml({ shape, misclassified }: MisclassifiedBlock): string {
  const options = (pick: (row: MisclassifiedRow) => string): string =>
    ['', ...new Set(misclassified.map(pick))]
      .sort()
      .map((name) => `<option value="${escapeXml(name)}">${name === '' ? 'any' : escapeXml(name)}</option>`)
      .join('');
  const cards = misclassified.map((row) => card(row, shape)).join('');
  return (
    `<div class="misclassified"><p class="filters"><label>true class <select data-filter="true">${options((m) => m.trueClass)}</select></label> ` +
    `<label>predicted class <select data-filter="predicted">${options((m) => m.predictedClass)}</select></label> ` +
    `<output>${misclassified.length} shown</output></p><div class="cards">${cards}</div></div>`
  );
}

function card(row: MisclassifiedRow, shape: readonly number[]): string {
  const { trueClass, predictedClass, notes = [] } = row;
  const neighbours = row.neighbours
    .map(
      ({ row, pixels, className }) =>
        `<span>${image(pixels, shape, `training row ${row}`, 44)}<small>${escapeXml(className)}</small></span>`,
    )
    .join('');
  return (
    `<article data-true="${escapeXml(trueClass)}" data-predicted="${escapeXml(predictedClass)}">` +
    `${image(row.pixels, shape, `row ${row.row}`, 96)}<div><p><b>${escapeXml(trueClass)}</b> taken for <b>${escapeXml(predictedClass)}</b> ` +
    `at ${(100 * row.probability).toFixed(1)} %, row ${row.row}</p>` +
    `${notes.map((note) => `<p class="note">${escapeXml(note)}</p>`).join('')}` +
    `${neighbours === '' ? '' : `<p class="near">nearest in training:</p><div class="neighbours">${neighbours}</div>`}</div></article>`
  );
}

function image(
  pixels: Uint8Array,
  [height, width, channels = 1]: readonly number[],
  alt: string,
  size: number,
): string {
  const png = encode({ width, height, data: pixels, depth: 8, channels: channels as 1 | 3 });
  const source = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  return `<img alt="${escapeXml(alt)}" width="${size}" height="${Math.round((size * height) / width)}" src="${source}">`;
}
