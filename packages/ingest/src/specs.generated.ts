// Written from the definitions by tools/definitions/dist/write-command.js: change those, not this.
/**
 * A format of labelled rows.
 *
 * - `idx`: Two files of MNIST's format, images and labels; plain or gzip.
 * - `csv`: Text with a row a line, its label in a column; plain or gzip.
 * - `arrow`: An Arrow IPC file, which Feather 2 is as well.
 * - `arrow-stream`: An Arrow IPC stream: no footer, so it can be read while it is written.
 * - `parquet`: An Apache Parquet file.
 * - `jsonl`: A JSON object a line, its label among the values; plain or gzip.
 * - `png`: A folder with a folder of pictures for each class.
 * - `npy`: Two files of NumPy's arrays, features and labels.
 * - `npz`: NumPy's archive of arrays, features and labels among them.
 * - `tar`: A TAR archive of pictures: samples of WebDataset, or a folder for each class.
 * - `zip`: A ZIP archive with a folder of pictures for each class.
 * - `cifar`: Binary files of CIFAR-10 or CIFAR-100: one, or the folder of all.
 */
export type Format =
  | 'idx'
  | 'csv'
  | 'arrow'
  | 'arrow-stream'
  | 'parquet'
  | 'jsonl'
  | 'png'
  | 'npy'
  | 'npz'
  | 'tar'
  | 'zip'
  | 'cifar';
