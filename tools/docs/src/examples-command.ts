// Runs what READMEs and guides show, as a reader does: every TypeScript example with `node` from a blank project, and the
// `selvedge` commands of shell blocks with small pipelines of the names that they use; YAML blocks are validated. Takes a minute.
//
//   node tools/docs/dist/examples-command.js     exit codes: 0 all run, 1 something does not
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { createBlankProject, writeExample } from './blank-project.js';
import { blocksOf, documents, typescriptExamples, WORKSPACE } from './examples.js';
import { commandsIn, expand, isPipeline, SMALL_PIPELINES, writeSmallPipelines } from './shell.js';

/** Of one example, in milliseconds: what runs longer waits for something. */
const LONGEST = 300_000;

const run = promisify(execFile);
const project = await createBlankProject();
try {
  for (const example of typescriptExamples()) {
    const code = ts.transpileModule(example.code, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    }).outputText;
    const file = await writeExample(project, { ...example, code }, 'js');
    await attempt(example.name, process.execPath, [file], dirname(file));
  }
  const folder = await writeSmallPipelines(project);
  for (const name of SMALL_PIPELINES)
    await attempt(`set up ${name}`, 'selvedge', ['run', `${name}.pipeline.yaml`], folder);
  for (const document of documents()) {
    const text = await readFile(join(WORKSPACE, document), 'utf8');
    for (const words of blocksOf(text, 'sh').flatMap(commandsIn)) {
      const expanded = words.flatMap((word) => expand(word, folder));
      await attempt(`${document}: selvedge ${words.join(' ')}`, 'selvedge', expanded, folder);
    }
    for (const [at, spec] of blocksOf(text, 'yaml').filter(isPipeline).entries()) {
      const file = join(folder, `${document.replace(/\W+/g, '-')}-${at + 1}.yaml`);
      await writeFile(file, spec);
      await attempt(`${document}: pipeline ${at + 1} is valid`, 'selvedge', ['validate', file], folder);
    }
  }
} finally {
  await rm(project, { recursive: true });
}

async function attempt(what: string, command: string, words: readonly string[], cwd: string): Promise<void> {
  const program = command === 'selvedge' ? [join(WORKSPACE, 'packages/cli/bin/selvedge.js'), ...words] : words;
  const begun = performance.now();
  try {
    await run(process.execPath, [...program], { cwd, maxBuffer: 1 << 26, timeout: LONGEST });
    console.log(`ok    ${what}  ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  } catch (error) {
    console.log(`FAIL  ${what}\n${(error as { stderr?: string }).stderr ?? String(error)}`);
    process.exitCode = 1;
  }
}
