// Compares networks, fits and files with PyTorch, Keras, tf.layers and ONNX Runtime, and writes that part of
// docs/agreement.md.
//
//   node tools/agreement/dist/networks/command.js [MINUTES] [PYTHON]
//
// MINUTES is 10 or 60. PYTHON has the packages of requirements.txt; without it they are installed into an environment of
// the tool's own. Where SELVEDGE_TFJS_PROJECT names a folder in which tfjs-node is built, it is compared, too. Ends with 1 where something differs that should not.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePart } from '../page.js';
import { openKerasFiles } from './files/keras-models.js';
import { openOurFiles } from './files/our-files.js';
import { compareFits } from './fits/compare-fits.js';
import { pythonWithPeers } from './peers.js';
import { compareEngines } from './random/compare-engines.js';
import { disagreements, networksPart } from './section.js';

const [minutes = '10', python = pythonWithPeers()] = process.argv.slice(2);
const [networks, files] = Number(minutes) >= 60 ? [8000, 500] : [1000, 100];
const folder = mkdtempSync(join(tmpdir(), 'selvedge-agreement-'));
const printed = <T>(what: string, value: T): T => {
  console.error(`${what}: done`);
  return value;
};
try {
  const measured = {
    engines: printed('engines', compareEngines(python, folder, networks)),
    fits: printed('fits', await compareFits(python, folder)),
    ours: printed('our files', await openOurFiles(python, join(folder, 'ours'), files)),
    keras: printed('files of Keras', await openKerasFiles(python, join(folder, 'keras'), files)),
  };
  writePart('networks', networksPart(measured));
  const wrong = disagreements(measured);
  for (const line of wrong) console.log(line);
  process.exitCode = wrong.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
// Runtimes keep threads.
process.exit();
