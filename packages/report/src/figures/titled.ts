import type { FigureText } from './figure-text.js';

/** The title part of a Vega-Lite specification. */
export function titled({ title, subtitle }: FigureText): { title: { text: string; subtitle?: string } } {
  return { title: subtitle === undefined ? { text: title } : { text: title, subtitle } };
}

/** The lowest axis value that shows all shares and wastes little of the height: a multiple of 0.05 under the least. */
export function shareFloor(values: readonly number[]): number {
  const least = Math.min(1, ...values.filter(Number.isFinite));
  return Math.max(0, Math.floor((least - 0.02) * 20) / 20);
}
