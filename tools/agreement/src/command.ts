// Measures agreement and writes docs/agreement.md.
//
//   node tools/agreement/dist/command.js PYTHON [REPETITIONS] [CASES]
//
// PYTHON is an interpreter that has scikit-learn.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { classicalSection } from './classical/section.js';

const [python, repetitions = '200', cases = '1000'] = process.argv.slice(2);
if (python === undefined) throw new Error('usage: node tools/agreement/dist/command.js PYTHON [REPETITIONS] [CASES]');
const path = fileURLToPath(new URL('../../../docs/agreement.md', import.meta.url));
const text = `# Agreement with scikit-learn

This page is written by \`node tools/agreement/dist/command.js PYTHON\` and measures what it says; seeds run from 0.

${await classicalSection(python, Number(repetitions), Number(cases))}`;
writeFileSync(path, text);
