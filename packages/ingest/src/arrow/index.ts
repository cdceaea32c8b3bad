export { fromArrow, toArrow } from './arrow-table.js';
