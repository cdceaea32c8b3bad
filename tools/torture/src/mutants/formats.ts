import { DATA_FORMATS } from './data-formats.js';
import { DOCUMENT_FORMATS } from './document-formats.js';
import type { Format } from './format.js';
import { RUN_FORMATS } from './run-formats.js';
import { SAVED_FORMATS } from './saved-formats.js';
import { TRUST_FORMATS } from './trust-formats.js';

/** Every format that the product reads. */
export const FORMATS: readonly Format[] = [
  ...DATA_FORMATS,
  ...SAVED_FORMATS,
  ...TRUST_FORMATS,
  ...RUN_FORMATS,
  ...DOCUMENT_FORMATS,
];
