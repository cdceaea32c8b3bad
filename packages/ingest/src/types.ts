// Types of options and results, for declarations that name them; what people write and call is in index.ts.

export type { CatalogueOptions } from './catalogue/catalogue.js';
export type { DownloadOptions } from './catalogue/download.js';
export type { FetchOptions } from './catalogue/fetch-dataset.js';
export type { LoadedDataset, LoadOptions } from './catalogue/load-dataset.js';
export type { Located, LocatedFile, LocateOptions } from './catalogue/locate.js';
export type { FileSplit, IdxSplit, Manifest, ManifestFile, ManifestSplit } from './catalogue/manifest.js';
export type { CsvReadOptions, CsvWriteOptions } from './csv/csv-options.js';
export type { ColumnDescription } from './describe/describe-columns.js';
export type { ClassBalance, DatasetDescription, SplitDescription } from './describe/describe-dataset.js';
export type { SampledImage, SampleOptions } from './describe/sample-images.js';
export type { ConvertOptions } from './formats/convert.js';
export type { WriteOptions } from './formats/create-sink.js';
export type { ReadOptions } from './formats/open-rows.js';
export type { ReadRowsOptions, RowsToPredict } from './formats/read-rows.js';
export type { GarmentsOptions } from './garments/generate-garments.js';
export type { IdxArray, IdxType, IdxValues } from './idx/idx-array.js';
export type { IdxDatasetParts } from './idx/idx-dataset.js';
export type { ReadIdxOptions } from './idx/read-idx.js';
export type { PicturesDescription } from './pictures/describe-pictures.js';
export type { FolderParts } from './pictures/folder-parts.js';
export type { PictureOptions } from './pictures/picture-rows.js';
export type { ListedPictures } from './pictures/pictures-of-table.js';
export type { Picture } from './png/png-codec.js';
export type { PredictedRows } from './predictions/predictions.js';
export type { CollectOptions } from './rows/collect.js';
export type { NumberType, RowsBatch, RowsInfo, RowsSink, RowsSource } from './rows/rows.js';
export type { PictureStore } from './store/rows-store.js';
