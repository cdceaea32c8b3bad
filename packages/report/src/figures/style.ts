/** Okabe and Ito's palette, distinguishable with any common colour blindness; strongest contrasts first. */
export const PALETTE: readonly string[] = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#8c6d31',
  '#7f7f7f',
  '#f0e442',
  '#000000',
];

/** What a figure is drawn on: paper for files, `currentColor` for pages that have a dark side. */
export interface Ink {
  readonly text: string;
  readonly grid: string;
  readonly background: string | null;
}

export const PAPER: Ink = { text: '#1b1f24', grid: '#d8dce1', background: '#ffffff' };

/** Takes the page's colours, so that one drawing serves light, dark and print. */
export const PAGE: Ink = { text: 'currentColor', grid: 'rgba(128,128,128,0.28)', background: null };

export const FONT = 'DejaVu Sans, Verdana, sans-serif';
