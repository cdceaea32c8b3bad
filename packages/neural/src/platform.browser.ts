import { SelvedgeError } from '@selvedge/data';
import type * as Node from './platform.node.js';

export type FileIdentity = Node.FileIdentity;

/** Browsers do not tell. */
export const memory: typeof Node.memory = () => Number.POSITIVE_INFINITY;

export const readBytes: typeof Node.readBytes = (path) => refuse(path);
export const writeWhole: typeof Node.writeWhole = (path) => refuse(path);
export const identityOf: typeof Node.identityOf = (path) => refuse(path);
export const removeAbandoned: typeof Node.removeAbandoned = (path) => refuse(path);
export const writeText = (path: string, _text: string): Promise<void> => refuse(path);
export const appendText = (path: string, _text: string): Promise<void> => refuse(path);

/** Names runs for their checkpoints, of which there are none. */
export const sha256Of: typeof Node.sha256Of = () => {
  throw noFiles('');
};

export const importTfjs: typeof Node.importTfjs = async () => {
  throw new SelvedgeError(
    'unsupported',
    "engine: 'tfjs' runs in Node; got it in a browser. Leave engine out, or write engine: 'onnx'.",
  );
};

async function refuse(path: string): Promise<never> {
  throw noFiles(` ${path}`);
}

const noFiles = (path: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `train: a page in a browser has no files to write checkpoints and logs to; got a path${path}. Leave out checkpoint and csvLog: read the progress from callbacks, and keep a fitted model with save().`,
  );
