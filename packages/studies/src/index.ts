export { CATALOGUE, fileOf, STUDIES, type StudyName, type StudyRow } from './catalogue.js';
export { CLAIMS, type Claim, claimSentence } from './claims.js';
export { FLAWS, type FlawId } from './flaws.js';
export { NETWORKS } from './networks.js';
export { studiesPlugin } from './plugin.js';
export { readResults } from './read-results.js';
export { type RecordedModel, type RecordedRow, type RecordedShare, recordRow } from './record.js';
export { type ResultsPage, resultsPage } from './results-page.js';
