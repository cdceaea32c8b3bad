import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { InvalidSpecError } from '../src/document/problem.js';
import { type ParseOptions, parseSpec } from '../src/spec/parse-spec.js';

export const KNN = 'version: 1\ndata: garments\nmodel: { kind: knn }\n';

/** A folder for pipeline files, made before each test and removed after it. */
export function useSpecFolder() {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'selvedge-spec-'));
    await writeFile(join(folder, 'package.json'), '{}');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function file(name: string, text: string): Promise<string> {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return path;
  }

  /** The problems without the folder's name. */
  async function problemsOf(text: string, options: ParseOptions = {}): Promise<readonly string[]> {
    const path = await file('a.pipeline.yaml', text);
    try {
      await parseSpec(path, options);
    } catch (error) {
      if (error instanceof InvalidSpecError)
        return error.message.split('\n').map((line) => line.replace(/^.*a\.pipeline\.yaml/, 'a'));
      throw error;
    }
    return [];
  }

  return { folder: (): string => folder, file, problemsOf };
}
