export { openArrow } from './arrow/open-arrow.js';
export { type CatalogueOptions, findManifest, listManifests } from './catalogue/catalogue.js';
export type { DownloadOptions } from './catalogue/download.js';
export { type FetchOptions, fetchDataset } from './catalogue/fetch-dataset.js';
export { type LoadedDataset, type LoadOptions, loadDataset } from './catalogue/load-dataset.js';
export type { Located, LocatedFile, LocateOptions } from './catalogue/locate.js';
export type { FileSplit, IdxSplit, Manifest, ManifestFile, ManifestSplit } from './catalogue/manifest.js';
export { parseManifest } from './catalogue/parse-manifest.js';
export type { CsvReadOptions, CsvWriteOptions } from './csv/csv-options.js';
export { csvField } from './csv/csv-sink.js';
export { readCsv } from './csv/read-csv.js';
export {
  type ClassBalance,
  type DatasetDescription,
  describeDataset,
  type SplitDescription,
} from './describe/describe-dataset.js';
export { type SampledImage, type SampleOptions, sampleImages } from './describe/sample-images.js';
export { type ConvertOptions, convert, readDataset, writeDataset } from './formats/convert.js';
export { createSink, type WriteOptions } from './formats/create-sink.js';
export { formatOf } from './formats/format.js';
export { formats } from './formats/formats.js';
export { openRows, type ReadOptions } from './formats/open-rows.js';
export { GARMENT_CLASSES, type GarmentsOptions, generateGarments } from './garments/generate-garments.js';
export { decodeIdx } from './idx/decode-idx.js';
export { encodeIdx } from './idx/encode-idx.js';
export type { IdxArray, IdxType, IdxValues } from './idx/idx-array.js';
export { type IdxDatasetParts, idxDataset } from './idx/idx-dataset.js';
export { type ReadIdxOptions, readIdx } from './idx/read-idx.js';
export { decodePng, encodePng, type Picture } from './png/png-codec.js';
export { decodePredictions, encodePredictions, type PredictedRows } from './predictions/predictions.js';
export { type CollectOptions, collect } from './rows/collect.js';
export type { NumberType, RowsBatch, RowsInfo, RowsSink, RowsSource } from './rows/rows.js';
export { rowsOf } from './rows/rows-of.js';
export type { Format } from './specs.generated.js';
