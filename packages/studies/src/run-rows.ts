// Runs rows of the catalogue one after another and keeps their results: node dist/run-rows.js [row or study ...]
// A row whose results are there is skipped unless --again is given. What was computed before comes from the cache; a
// training that was stopped goes on from its checkpoint.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadRegistry, run } from '@selvedge/pipeline';
import { CATALOGUE, fileOf } from './catalogue.js';
import { recordRow } from './record.js';

const home = fileURLToPath(new URL('..', import.meta.url));
const wanted = process.argv.slice(2).filter((text) => !text.startsWith('--'));
const again = process.argv.includes('--again');
const known = wanted.filter((text) => !CATALOGUE.some(({ id, study }) => id === text || study === text));
if (known.length > 0) {
  console.error(`There is no row or study ${known.join(', ')}. There are ${CATALOGUE.map(({ id }) => id).join(', ')}.`);
  process.exit(2);
}

const registry = await loadRegistry(`${home}selvedge.config.js`);
await mkdir(`${home}results`, { recursive: true });
for (const row of CATALOGUE.filter(
  ({ id, study }) => wanted.length === 0 || wanted.includes(id) || wanted.includes(study),
)) {
  const target = `${home}results/${row.id}.json`;
  if (
    !again &&
    (await readFile(target).then(
      () => true,
      () => false,
    ))
  ) {
    console.log(`${row.id}: has results`);
    continue;
  }
  console.log(`${row.id}: begins`);
  try {
    const result = await run(`${home}${fileOf(row)}`, { resume: true, registry });
    await writeFile(target, `${JSON.stringify(await recordRow(row.id, result), null, 1)}\n`);
    const best = result.results.models.map(
      ({ name, parts }) => `${name} ${parts.test?.evaluation.report.accuracy.value ?? '-'}`,
    );
    console.log(`${row.id}: ${best.join(', ')} in ${(result.record.seconds ?? 0).toFixed(0)} s`);
  } catch (error) {
    console.error(`${row.id}: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
