import type { Block } from '@selvedge/report';

/** A figure as a block of a section. */
export const figureBlock = (figure: Extract<Block, { kind: 'figure' }>['figure']): Block => ({
  kind: 'figure',
  figure,
});
