import { SelvedgeError } from '@selvedge/data';

/** @throws SelvedgeError `unsupported` where the package is not installed */
export async function loadImages(path: string): Promise<typeof import('@selvedge/images')> {
  try {
    return await import('@selvedge/images');
  } catch (cause) {
    throw new SelvedgeError(
      'unsupported',
      `${path}: pictures other than plain PNG, and those that are scaled, need the package @selvedge/images, which cannot be loaded: \`npm install @selvedge/images\`.`,
      { cause },
    );
  }
}
