import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where downloaded data sets are kept for this user, by the custom of the system: `<cache>/selvedge/datasets`. */
export function cacheFolder(env: Readonly<NodeJS.ProcessEnv> = process.env): string {
  return join(userCache(env), 'selvedge', 'datasets');
}

function userCache(env: Readonly<NodeJS.ProcessEnv>): string {
  if (env['XDG_CACHE_HOME']) return env['XDG_CACHE_HOME'];
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (process.platform === 'win32') return env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
  return join(homedir(), '.cache');
}
