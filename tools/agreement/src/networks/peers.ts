import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from './run.js';

/**
 * A Python that has Keras, TensorFlow, PyTorch and ONNX Runtime in the versions of requirements.txt: in an environment of
 * its own below node_modules/.cache, which is made when it is not there.
 *
 * @param base - the interpreter that makes the environment
 */
export function pythonWithPeers(base = 'python3'): string {
  const folder = fileURLToPath(new URL('../../../../node_modules/.cache/selvedge-agreement', import.meta.url));
  const python = `${folder}/bin/python`;
  if (!existsSync(python)) run(base, ['-m', 'venv', folder]);
  const requirements = fileURLToPath(new URL('../../src/networks/requirements.txt', import.meta.url));
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
  return python;
}
