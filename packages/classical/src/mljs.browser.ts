import { SelvedgeError } from '@selvedge/data';
import type * as Node from './mljs.node.js';

/** ml.js draws its random numbers from `crypto` of Node, which no bundler finds, so pages never load it. */
export const importMljs: typeof Node.importMljs = async () => {
  throw new SelvedgeError(
    'unsupported',
    "engine 'mljs' runs in Node; got it in a browser. Leave engine out, or write engine: 'native'.",
  );
};
