import { SelvedgeError } from '@selvedge/data';
import type * as Mljs from '@selvedge/mljs';
import { importMljs } from '#mljs';

/**
 * Loads the engines of ml.js, an optional peer.
 *
 * @param what - the model's kind, named first in the error's text
 * @throws SelvedgeError `unsupported` where the package is not installed, and in browsers
 */
export async function loadMljs(what: string): Promise<typeof Mljs> {
  try {
    return await importMljs();
  } catch (cause) {
    if (cause instanceof SelvedgeError) throw new SelvedgeError(cause.code, `${what}: ${cause.message}`, { cause });
    throw new SelvedgeError(
      'unsupported',
      `${what}: engine 'mljs' needs the package @selvedge/mljs, which cannot be loaded: ` +
        "`npm install @selvedge/mljs`, or use engine 'native'.",
      { cause },
    );
  }
}
