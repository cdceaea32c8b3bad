import { FIGURES } from './all-figures.js';
import type { ReadFixture } from './figure.js';

/** What was found, by the figure's name: numbers, or the text of an error. */
export type Found = Readonly<Record<string, readonly number[] | string>>;

/** Finds every figure, one after the other. */
export async function findFigures(read: ReadFixture): Promise<Found> {
  const found: Record<string, readonly number[] | string> = {};
  for (const [name, figure] of Object.entries(FIGURES)) {
    found[name] = await figure(read).then((numbers) => Array.from(numbers), String);
  }
  return found;
}
