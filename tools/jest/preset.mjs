import { readFileSync } from 'node:fs';

/** The workspace's configuration under a name, for `npx jest -c packages/<name>/jest.config.mjs`. */
export function preset(displayName) {
  return { ...JSON.parse(readFileSync(new URL('./jest.config.json', import.meta.url), 'utf8')), displayName };
}
