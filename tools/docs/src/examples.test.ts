import { rm } from 'node:fs/promises';
import { relative } from 'node:path';
import ts from 'typescript';
import { createBlankProject, writeExample } from './blank-project.js';
import { blocksOf, typescriptExamples } from './examples.js';

const STRICT: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  skipLibCheck: true,
  types: ['node'],
};

let project: string;
beforeAll(async () => {
  project = await createBlankProject();
});
afterAll(() => rm(project, { recursive: true }));

test('every TypeScript block of a README or guide compiles under tsc --strict, as a reader pastes it', async () => {
  const files = await Promise.all(typescriptExamples().map((example) => writeExample(project, example, 'ts')));
  expect(files.length).toBeGreaterThan(20);
  const program = ts.createProgram(files, { ...STRICT, typeRoots: [`${project}/node_modules/@types`] });
  const problems = files
    .flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)))
    .map(({ file, start, messageText }) => {
      const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
      return `${relative(project, file?.fileName ?? '')}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  expect(problems).toEqual([]);
});

test('blocks are found by their language', () => {
  expect(blocksOf('```ts\na\n```\n\n```sh\nb\n```\n```ts\nc\n```\n', 'ts')).toEqual(['a\n', 'c\n']);
});
