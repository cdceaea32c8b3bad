// Bundles a page that uses every package which runs in browsers, with esbuild and with Vite, and compares the figures
// that it finds in Chromium with those that Node finds, both on the WebAssembly build of ONNX Runtime.
//
//   node tools/browser/dist/browser-command.js     exit codes: 0 all agree, 1 something does not
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { bundleWithEsbuild } from './bundle/with-esbuild.js';
import { bundleWithVite } from './bundle/with-vite.js';
import { differences } from './figures/differences.js';
import { findFigures } from './figures/find-figures.js';
import { makeFixtures } from './fixtures/make-fixtures.js';
import { findChromium } from './page/find-chromium.js';
import { readPage } from './page/read-page.js';

const PAGE = join(import.meta.dirname, 'page/page.js');
const BUNDLERS = { esbuild: bundleWithEsbuild, Vite: bundleWithVite };

const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
});
const work = await mkdtemp(join(tmpdir(), 'selvedge-browser-'));
let failures = 0;
try {
  const fixtures = join(work, 'fixtures');
  await mkdir(fixtures);
  await makeFixtures(fixtures);
  const expected = await findFigures((name) => readFile(join(fixtures, name)));
  for (const [bundler, bundle] of Object.entries(BUNDLERS)) {
    const folder = join(work, bundler);
    await bundle(PAGE, folder);
    await cp(fixtures, join(folder, 'fixtures'), { recursive: true });
    for (const isolated of [true, false])
      await check(`${bundler}, ${isolated ? '' : 'not '}isolated`, folder, isolated);
  }

  async function check(what: string, folder: string, isolated: boolean): Promise<void> {
    const start = performance.now();
    const result = await readPage(browser, folder, isolated);
    const wrong = differences(expected, result.found);
    if (result.isolated !== isolated) wrong.push(`SharedArrayBuffer is ${result.isolated ? '' : 'not '}there`);
    failures += wrong.length;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const verdict = wrong.length === 0 ? `ok    ${what}: ${Object.keys(expected).length} figures` : `FAIL  ${what}`;
    console.log([`${verdict}  ${seconds} s`, ...wrong].join('\n      '));
  }
} finally {
  await browser.close();
  await rm(work, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;
