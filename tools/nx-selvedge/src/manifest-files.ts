import { readFile } from 'node:fs/promises';
import { join, posix, relative, resolve, sep } from 'node:path';
import { imageFoldersOf } from './image-folders.js';

/**
 * Manifests of data sets in `datasets/` of the pipeline's folder and of those above it, one of which is its project, and the
 * files that they name, relative to the workspace; of tables of pictures their folders, with a slash at the end. Of data in `SELVEDGE_DATA` those count that a manifest has no digest of: others
 * are checked when they are read.
 */
export async function manifestFiles(
  workspaceRoot: string,
  folder: string,
  datasets: ReadonlySet<string>,
  imageFolders: ReadonlySet<string>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (let above = folder; ; above = posix.dirname(above)) {
    for (const name of [...datasets].filter((each) => /^[a-z0-9][a-z0-9-]*$/.test(each))) {
      const manifest = posix.join(above, 'datasets', `${name}.json`);
      found.push(manifest);
      const text = await readFile(resolve(workspaceRoot, manifest), 'utf8').catch(() => '');
      found.push(...filesIn(workspaceRoot, { manifests: posix.join(above, 'datasets'), name, text, imageFolders }));
    }
    if (above === '.' || above.startsWith('..')) return found;
  }
}

interface FoundManifest {
  /** Its folder. */
  readonly manifests: string;
  readonly name: string;
  readonly text: string;
  /** What the pipeline writes of pictures of tables. */
  readonly imageFolders: ReadonlySet<string>;
}

function filesIn(workspaceRoot: string, { manifests, name, text, imageFolders }: FoundManifest): readonly string[] {
  const folders = new Set(imageFolders);
  const entries: { readonly file: string; readonly isChecked: boolean }[] = [];
  let own: unknown;
  try {
    JSON.parse(text, (key, value: unknown) => {
      const { file, sha256 } = Object(value) as { file?: unknown; sha256?: unknown };
      if (typeof file === 'string') entries.push({ file, isChecked: typeof sha256 === 'string' });
      if (key === 'folder') own = value;
      for (const each of imageFoldersOf(value)) folders.add(each);
      return value;
    });
  } catch {
    return []; // running it says what is wrong
  }
  const shared = process.env['SELVEDGE_DATA'];
  const pictures = (table: string): readonly string[] =>
    [...folders].map((each) => `${posix.join(posix.dirname(table), each)}/`.replace(/\/+$/, '/'));
  return entries.flatMap(({ file, isChecked }) => [
    ...pictures(posix.join(manifests, name, file)),
    ...(typeof own === 'string' ? pictures(posix.join(manifests, own, file)) : []),
    posix.join(manifests, name, file),
    ...(typeof own === 'string' ? [posix.join(manifests, own, file)] : []),
    ...(shared && !isChecked
      ? [
          relative(workspaceRoot, join(resolve(shared), name, file))
            .split(sep)
            .join('/'),
        ]
      : []),
  ]);
}
