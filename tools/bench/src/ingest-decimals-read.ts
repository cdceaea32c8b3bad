// One reading of a table of decimals, as JSON: called by ingest-decimals.js.
//
//   node tools/bench/dist/ingest-decimals-read.js FILE
import { readDataset } from '@selvedge/ingest';
import { report, timed } from './measured.js';

const { result, times } = await timed(() => readDataset(process.argv[2], { label: 'label' }));
const sum = (result.features.values as Float64Array).reduce((total, value) => total + value, 0);
report({ fit: times, sum });
