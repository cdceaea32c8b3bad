import type { Figure } from '../figures/figure.js';

/** A report as data. `htmlReport` and `markdownReport` set it. */
export interface ReportDocument {
  readonly title: string;
  /** What was run, in a line. */
  readonly subtitle?: string;
  /** The result in plain sentences, most important first. */
  readonly verdict: readonly string[];
  /** What a reader must know before believing anything: generated data, rows that no split covers. */
  readonly warnings?: readonly string[];
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What a section is made of, distinguished by `kind`. */
export type Block = TextBlock | TableBlock | FigureBlock | CodeBlock | MisclassifiedBlock;

export interface TextBlock {
  readonly kind: 'text';
  /** Plain text; nothing in it is read as markup. */
  readonly text: string;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  /** Cells in the order of `columns`. */
  readonly rows: readonly (readonly string[])[];
  readonly caption?: string;
}

export interface TableColumn {
  readonly name: string;
  /** Numbers stand to the right; default left. */
  readonly align?: 'left' | 'right';
}

export interface FigureBlock {
  readonly kind: 'figure';
  readonly figure: Figure;
  /** What the figure shows, for those who cannot see it; default its title and subtitle. */
  readonly alt?: string;
  /** The file that Markdown points to, relative to the report. */
  readonly file?: string;
}

export interface CodeBlock {
  readonly kind: 'code';
  readonly text: string;
}

/** The error browser: wrongly classified images, each with the training images nearest to it. */
export interface MisclassifiedBlock {
  readonly kind: 'misclassified';
  /** `[height, width, channels]`. */
  readonly shape: readonly number[];
  readonly misclassified: readonly MisclassifiedRow[];
}

export interface MisclassifiedRow {
  readonly row: number;
  readonly pixels: Uint8Array;
  readonly trueClass: string;
  readonly predictedClass: string;
  /** Of the predicted class, in [0, 1]. */
  readonly probability: number;
  /** Suspicions: `label may be wrong`, `near-duplicate of training row 512`. */
  readonly notes?: readonly string[];
  readonly neighbours: readonly { readonly row: number; readonly pixels: Uint8Array; readonly className: string }[];
}
