// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export { checkStrata, groupedPartition, partition, stratifiedDraw } from './partition.js';
