export { CsvError, parse } from 'csv-parse';

/** What the parser is given for a piece of a file. */
export type WrittenPiece = (piece: Uint8Array) => Uint8Array | string;

/** One for each file. */
export const writtenPieces = (): WrittenPiece => (piece) => piece;
