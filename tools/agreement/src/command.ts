// Measures agreement with scikit-learn and writes that part of docs/agreement.md.
//
//   node tools/agreement/dist/command.js PYTHON [REPETITIONS] [CASES]
//
// PYTHON is an interpreter that has scikit-learn.
import { classicalSection } from './classical/section.js';
import { writePart } from './page.js';

const [python, repetitions = '200', cases = '1000'] = process.argv.slice(2);
if (python === undefined) throw new Error('usage: node tools/agreement/dist/command.js PYTHON [REPETITIONS] [CASES]');
const measured = await classicalSection(python, Number(repetitions), Number(cases));
const text = `## scikit-learn

This part is written by \`node tools/agreement/dist/command.js PYTHON\` and measures what it says; seeds run from 0.

${measured.replaceAll(/^## /gm, '### ')}`;
writePart('scikit-learn', text);
