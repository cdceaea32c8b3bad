// Writes docs/results.md and its figures from results/*.json: node dist/write-results.js

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { otherPages } from './other-pages.js';
import { readPeers, readResults, readSeeds, readTried, readTwins } from './read-results.js';
import { resultsPage } from './results-page.js';

const home = fileURLToPath(new URL('..', import.meta.url));
const docs = join(home, '../../docs');
const results = await readResults(join(home, 'results'));
const page = {
  ...(await resultsPage(
    results,
    await readTwins(join(home, 'twins/results.json')),
    await readSeeds(join(home, 'results/seeds')),
    await readTried(join(home, 'best/tried.json')),
  )),
  ...otherPages(results, await readPeers(join(home, 'other/peers.json'))),
};
await mkdir(join(docs, 'results'), { recursive: true });
for (const [name, text] of Object.entries(page)) await writeFile(join(docs, name), text);
console.log(Object.keys(page).join('\n'));
