import { findFigures } from '../figures/find-figures.js';

/** What a page leaves for its reader. */
export interface PageResult {
  readonly found: Awaited<ReturnType<typeof findFigures>>;
  readonly isolated: boolean;
}

const result: PageResult = { found: await findFigures(), isolated: 'SharedArrayBuffer' in globalThis };
Object.assign(globalThis, { result });
