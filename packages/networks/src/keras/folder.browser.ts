import { SelvedgeError } from '@selvedge/data';
import type * as Node from './folder.node.js';

export const readFrom: typeof Node.readFrom = (folder) => refuse(folder);
export const writeInto: typeof Node.writeInto = (folder) => refuse(folder);

export const readKerasFile: typeof Node.readKerasFile = (path) => refuse(path);
export const writeKerasFile: typeof Node.writeKerasFile = (path) => refuse(path);

async function refuse(folder: string): Promise<never> {
  throw new SelvedgeError(
    'unsupported',
    `layers model ${folder}: a page in a browser has no folders. Use importKeras and exportKeras for the topology, and weights as arrays.`,
  );
}
