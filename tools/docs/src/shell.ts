import { readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Serves until Ctrl-C, so that no test can run it to its end, needs a queue that other machines reach, or runs in the background. */
const ELSEWHERE = /^(watch|workers?|cache serve|runs (attach|cancel))\b|--queue\b|--detach\b/;

/** The words behind `selvedge` of every line that a shell block has of it, without its comment. */
export function commandsIn(block: string): readonly (readonly string[])[] {
  return block
    .split('\n')
    .map((line) => /^(?:npx )?selvedge (.*?)(?:\s+#.*)?$/.exec(line)?.[1]?.trim().split(/\s+/))
    .filter((words) => words !== undefined)
    .filter((words) => !ELSEWHERE.test(words.join(' ')));
}

/** What a shell makes of a word with an asterisk. */
export function expand(word: string, folder: string): readonly string[] {
  if (!word.startsWith('*')) return [word];
  return readdirSync(folder).filter((name) => name.endsWith(word.slice(1)));
}

/** Of a project with plugins of its own no block is a whole file. */
export const isPipeline = (yaml: string): boolean => yaml.startsWith('version: 1\n');

/** Pipelines that commands name: of small data here, so that each of them takes a second. */
export const SMALL_PIPELINES = [
  'knn',
  'forest',
  'shirts',
  'which',
  'quickstart',
  'iris',
  'digits',
  'letters',
  'sweep',
] as const;

/** Those of data sets of their own, by the test rows. */
const TEST_ROWS: Readonly<Record<string, number>> = { iris: 20, digits: 30, letters: 40 };

/** Photographs of guides: plain ones of two sizes. */
const PICTURES = {
  apple:
    'iVBORw0KGgoAAAANSUhEUgAAACgAAAAkCAIAAAB0Xu9BAAAALklEQVR42u3NMQEAAAQAMKTRP4VYYjhsBZbTHRcqjojFYrFYLBaLxWKxWCz+GC8RnwFgDre0EwAAAABJRU5ErkJggg==',
  banana:
    'iVBORw0KGgoAAAANSUhEUgAAACQAAAAsCAIAAACCMY2iAAAAMklEQVR42u3NAQkAMAgAMH0u+2MIw7yFIGwFltMVW14skslkMplMJpPJZDKZTCaTXc8+aqYCOOthIk4AAAAASUVORK5CYII=',
};

const TREE = `
  - { name: tree, model: { kind: decision-tree } }`;

/** The quickstart has a network, too. */
const NETWORK = `
  - { name: mlp, model: { kind: neural, network: { zoo: mlp, hidden: [4] } }, train: { epochs: 1 } }`;

/** Writes what commands name: the small pipelines and tables. @returns the folder */
export async function writeSmallPipelines(project: string): Promise<string> {
  const folder = join(project, 'commands');
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  const row = (at: number): string => `${at % 2 ? 'dark' : 'light'},${at % 7},${(at % 2) * 5 + (at % 3)}`;
  const tableOf = (rows: number): string =>
    ['label,x,y', ...Array.from({ length: rows }, (_, at) => row(at)), ''].join('\n');
  const table = tableOf(60);
  for (const name of ['new.csv', 'rows.csv', 'table.csv']) await writeFile(join(folder, name), table);
  await writeFile(join(folder, 'wine.csv'), table.replace('label', 'quality'));
  for (const [kind, picture] of Object.entries(PICTURES)) {
    const place = join(folder, 'photos', kind);
    await mkdir(place, { recursive: true });
    for (let at = 0; at < 10; at++) await writeFile(join(place, `${at}.png`), Buffer.from(picture, 'base64'));
  }
  await mkdir(join(folder, 'new-photos'));
  await writeFile(join(folder, 'new-photos/1.png'), Buffer.from(PICTURES.apple, 'base64'));
  for (const name of SMALL_PIPELINES) {
    const model = name === 'forest' ? 'kind: random-forest' : 'kind: knn, k: 3';
    const rows = TEST_ROWS[name];
    if (rows !== undefined) await writeFile(join(folder, `${name}-test.csv`), tableOf(rows));
    await writeFile(
      join(folder, `${name}.pipeline.yaml`),
      `version: 1
data: { train: rows.csv, test: ${rows === undefined ? 'new' : `${name}-test`}.csv }
split: { kind: last, validation: 10 }
models:
  - { name: ${name === 'forest' ? 'forest' : 'knn'}, model: { ${model} } }${name === 'quickstart' ? NETWORK : ''}${rows === undefined ? '' : TREE}
`,
    );
  }
  return folder;
}
