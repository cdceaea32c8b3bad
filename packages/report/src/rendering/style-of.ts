import type { Config } from 'vega-lite';
import { FONT, type Ink, PALETTE } from '../figures/style.js';

/** Sizes are chosen so that a figure printed at half its width can still be read. */
export function styleOf(ink: Ink): Config {
  return {
    background: ink.background ?? 'transparent',
    font: FONT,
    padding: 12,
    view: { stroke: null },
    title: {
      color: ink.text,
      fontSize: 17,
      fontWeight: 'bold',
      anchor: 'start',
      subtitleColor: ink.text,
      subtitleFontSize: 13,
      subtitlePadding: 5,
      offset: 12,
    },
    axis: {
      labelColor: ink.text,
      titleColor: ink.text,
      labelFontSize: 13,
      titleFontSize: 14,
      titleFontWeight: 'normal',
      gridColor: ink.grid,
      domainColor: ink.text,
      tickColor: ink.text,
      labelLimit: 260,
    },
    legend: {
      symbolOpacity: 1,
      labelColor: ink.text,
      titleColor: ink.text,
      labelFontSize: 13,
      titleFontSize: 13,
      symbolSize: 120,
      labelLimit: 0,
      orient: 'bottom',
      columns: 3,
    },
    header: { labelColor: ink.text, titleColor: ink.text, labelFontSize: 14, titleFontSize: 14 },
    text: { color: ink.text, fontSize: 13 },
    rule: { color: ink.text },
    line: { strokeWidth: 2.4 },
    point: { size: 45, filled: true },
    range: { category: [...PALETTE] },
  };
}
