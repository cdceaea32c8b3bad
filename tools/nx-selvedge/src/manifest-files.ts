import { readFile } from 'node:fs/promises';
import { join, posix, relative, resolve, sep } from 'node:path';

/**
 * Manifests of data sets in `datasets/` of the pipeline's folder and of those above it, one of which is its project, and the
 * files that they name, relative to the workspace. Of data in `SELVEDGE_DATA` those count that a manifest has no digest of: others
 * are checked when they are read.
 */
export async function manifestFiles(
  workspaceRoot: string,
  folder: string,
  datasets: ReadonlySet<string>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (let above = folder; ; above = posix.dirname(above)) {
    for (const name of [...datasets].filter((each) => /^[a-z0-9][a-z0-9-]*$/.test(each))) {
      const manifest = posix.join(above, 'datasets', `${name}.json`);
      found.push(manifest);
      const text = await readFile(resolve(workspaceRoot, manifest), 'utf8').catch(() => '');
      found.push(...filesIn(workspaceRoot, posix.join(above, 'datasets'), name, text));
    }
    if (above === '.' || above.startsWith('..')) return found;
  }
}

function filesIn(workspaceRoot: string, manifests: string, name: string, text: string): readonly string[] {
  const entries: { readonly file: string; readonly isChecked: boolean }[] = [];
  let own: unknown;
  try {
    JSON.parse(text, (key, value: unknown) => {
      const { file, sha256 } = Object(value) as { file?: unknown; sha256?: unknown };
      if (typeof file === 'string') entries.push({ file, isChecked: typeof sha256 === 'string' });
      if (key === 'folder') own = value;
      return value;
    });
  } catch {
    return []; // running it says what is wrong
  }
  const shared = process.env['SELVEDGE_DATA'];
  return entries.flatMap(({ file, isChecked }) => [
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
