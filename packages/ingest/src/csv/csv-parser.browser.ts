// The package's build for browsers brings the streams of Node along.
export { CsvError, parse } from 'csv-parse/browser/esm';
