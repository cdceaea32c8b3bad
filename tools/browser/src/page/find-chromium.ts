import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The path of a Chromium that is installed: `CHROMIUM` where that is set, else the first in `PATH`.
 *
 * @throws Error with what to install when there is none
 */
export async function findChromium(env: Readonly<Record<string, string | undefined>> = process.env): Promise<string> {
  const given = env['CHROMIUM'];
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const places = given ? [given] : folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  for (const place of places) {
    if (await runs(place)) return place;
  }
  throw new Error(
    given
      ? `CHROMIUM is ${given}, where no program is. Set it to the path of Chromium or Chrome.`
      : `no Chromium in PATH (${NAMES.join(', ')}). Write \`apt-get install chromium\`, or set CHROMIUM to its path.`,
  );
}

const runs = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
