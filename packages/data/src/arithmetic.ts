// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export { type ColumnMoments, centredRows, columnMoments, farCentres, isConstant } from './column-moments.js';
export { finalizeMurmur3 } from './finalize-murmur3.js';
export { joined } from './joined.js';
export { rowView, toFloat32 } from './matrix.js';
export { mean } from './mean.js';
export { quantileOfSorted } from './quantile-of-sorted.js';
