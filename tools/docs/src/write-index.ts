// Writes docs/decisions/README.md from the records beside it:  node tools/docs/dist/write-index.js
// A record that has only a title is one of today.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER, indexOf, isRecord, readDecisions, withHead } from './decisions.js';

const today = new Date().toISOString().slice(0, 10);
for (const file of readdirSync(FOLDER).filter(isRecord)) {
  const path = join(FOLDER, file);
  const text = readFileSync(path, 'utf8');
  const complete = withHead(file, text, today);
  if (complete !== text) writeFileSync(path, complete);
}
writeFileSync(join(FOLDER, 'README.md'), indexOf(readDecisions()));
