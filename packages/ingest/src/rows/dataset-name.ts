import { basename } from 'node:path';

/** A data set's name from the name of its file: without folders and without extensions. */
export const datasetName = (path: string): string =>
  basename(path).replace(/(\.[a-z0-9]{1,8}){1,2}$/i, '') || basename(path);
