import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';

/**
 * Packages of a clone that the compiler alone has made anew since they were built: Node would run their old code without a
 * word. A package that is not compiled at all says so itself.
 *
 * @param {string} packages - the folder of all packages, with a slash at its end
 * @returns {string[]} their folders' names
 */
export function stalePackages(packages) {
  return readdirSync(packages).filter((name) => isStale(`${packages}${name}/dist`));
}

function isStale(dist) {
  const compiled = timeOf(`${dist}/.tsbuildinfo`);
  const built = timeOf(`${dist}/node/.buildinfo`);
  // Files of a build that came from a cache have any order in time, so that the content decides.
  if (compiled === undefined || built === undefined || compiled <= built) return false;
  const digest = createHash('sha256')
    .update(readFileSync(`${dist}/.tsbuildinfo`))
    .digest('hex');
  return digest !== JSON.parse(readFileSync(`${dist}/node/.buildinfo`, 'utf8')).compiled;
}

function timeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
