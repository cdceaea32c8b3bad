import { type Dataset, matrix } from '@selvedge/data';
import { batchRows, type NumberType, type RowsBatch, type RowsSource } from './rows.js';

/** A data set as rows that come in batches: views, not copies. */
export function rowsOf(dataset: Dataset): RowsSource {
  const { name, shape, classes, columns: columnNames, features, labels, provenance } = dataset;
  const { values, rows, columns } = features;
  const type: NumberType =
    values instanceof Uint8Array ? 'uint8' : values instanceof Float32Array ? 'float32' : 'float64';
  const step = batchRows(columns * values.BYTES_PER_ELEMENT);
  return {
    info: { name, shape, classes, ...(columnNames && { columns: columnNames }), type, rows, provenance },
    async *batches(): AsyncGenerator<RowsBatch, void> {
      for (let start = 0; start < rows; start += step) {
        const end = Math.min(start + step, rows);
        yield {
          features: matrix(values.subarray(start * columns, end * columns) as typeof values, end - start, columns),
          labels: labels.subarray(start, end),
        };
      }
    },
  };
}
