import type * as Node from './csv-parser.node.js';

// The package's build for browsers brings the streams of Node along.
export { CsvError, parse } from 'csv-parse/browser/esm';

export type WrittenPiece = Node.WrittenPiece;

/** Texts: of bytes it takes none but its own `Buffer`. */
export const writtenPieces: typeof Node.writtenPieces = () => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true }); // a mark was taken off before
  return (piece) => decoder.decode(piece, { stream: true });
};
