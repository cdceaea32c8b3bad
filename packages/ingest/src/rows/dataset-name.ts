/** A file's name without the folders before it, for paths of every platform and for names that a page has. */
export const fileName = (path: string): string => path.replace(/[\\/]+$/, '').replace(/^.*[\\/]/s, '');

/** A data set's name from the name of its file: without folders and without extensions. */
export const datasetName = (path: string): string =>
  fileName(path).replace(/(\.[a-z0-9]{1,8}){1,2}$/i, '') || fileName(path);
