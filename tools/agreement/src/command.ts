// Measures agreement with scikit-learn and writes that part of docs/agreement.md.
//
//   node tools/agreement/dist/command.js PYTHON [REPETITIONS [CASES [SECTION ...]]]
//
// PYTHON is an interpreter that has scikit-learn, and torchvision for augmentations. Of the sections that are named, or of all, it writes what it measures;
// others stay as they are.
import { SECTIONS } from './classical/sections.js';
import { readPart, writePart } from './page.js';

const PART = 'scikit-learn';
const [python, repetitions = '250', cases = '1000', ...named] = process.argv.slice(2);
const unknown = named.find((name) => !(name in SECTIONS));
if (python === undefined || unknown !== undefined) {
  throw new Error(
    `usage: node tools/agreement/dist/command.js PYTHON [REPETITIONS [CASES [SECTION ...]]]; sections: ${Object.keys(SECTIONS).join(', ')}`,
  );
}
const measured = new Map<string, string>();
for (const name of named.length > 0 ? named : Object.keys(SECTIONS)) {
  const measure = { python, repetitions: Number(repetitions), cases: Number(cases) };
  measured.set(name, (await SECTIONS[name](measure)).trim());
}
// Read last: another process may have written its sections meanwhile.
const before = new Map(
  readPart(PART)
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const end = section.indexOf('\n');
      return [section.slice(0, end).trim(), section.slice(end).trim()] as const;
    }),
);
const sections = Object.keys(SECTIONS).flatMap((name) => {
  const text = measured.get(name) ?? before.get(name);
  return text === undefined ? [] : [`### ${name}\n\n${text}\n`];
});
const head = `## scikit-learn

This part is written by \`node tools/agreement/dist/command.js PYTHON\` and measures what it says; seeds run from 0. One
section alone is measured by its name: \`node tools/agreement/dist/command.js PYTHON 250 1000 'Tests at 5 %'\`.
`;
writePart(PART, [head, ...sections].join('\n'));
process.exit(0);
