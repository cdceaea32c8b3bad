import type { ReadFixture } from '../figures/figure.js';
import { findFigures } from '../figures/find-figures.js';

/** What a page leaves for its reader. */
export interface PageResult {
  readonly found: Awaited<ReturnType<typeof findFigures>>;
  readonly isolated: boolean;
}

const read: ReadFixture = async (name) => new Uint8Array(await (await fetch(`fixtures/${name}`)).arrayBuffer());
const result: PageResult = { found: await findFigures(read), isolated: 'SharedArrayBuffer' in globalThis };
Object.assign(globalThis, { result });
