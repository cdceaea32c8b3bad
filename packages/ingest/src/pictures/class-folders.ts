/**
 * A class name as the name of a folder: what a file system could take amiss is written as `%` and two hexadecimal
 * digits per byte (as in URLs), so that no class name leads out of the folder.
 */
export function folderOf(className: string): string {
  const safe = className.replace(/[^\p{L}\p{N} _.,()+=@~'-]/gu, percent).replace(/^[. ]|[. ]$/g, percent);
  // Names that Windows keeps for devices.
  return /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(safe) ? safe.replace(/^./, percent) : safe;
}

/** The class that a folder stands for. */
export function classOf(folder: string): string {
  try {
    return decodeURIComponent(folder);
  } catch {
    return folder; // a `%` of somebody else's
  }
}

const percent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
