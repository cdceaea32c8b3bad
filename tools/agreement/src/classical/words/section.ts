import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { classifiers, features } from '@selvedge/classical';
import { splits, transforms } from '@selvedge/preprocess';
import { z } from 'zod';
import type { Measure } from '../measure.js';
import { table } from '../table.js';
import { optionsOfCalls } from './calls.js';
import { FUNCTION_TWINS } from './function-twins.js';
import { type Parameters, rowsOfTwin, UNKNOWN } from './rows-of-twin.js';
import { ALONE, TRANSFORM_TWINS } from './transform-twins.js';
import { CLASSIFIER_TWINS, ELSEWHERE, type Twin } from './twins.js';

const TWINS = [...CLASSIFIER_TWINS, ...TRANSFORM_TWINS];

/**
 * Our words and defaults beside scikit-learn's, as Markdown.
 *
 * @throws Error for a parameter, kind or function of ours, or a parameter of theirs, that is not listed
 */
export async function wordsSection({ python }: Measure): Promise<string> {
  const script = fileURLToPath(new URL('../../../src/classical/words/words.py', import.meta.url));
  const asked = [...TWINS, ...FUNCTION_TWINS].map(({ theirs }) => theirs);
  const output = execFileSync(python, [script], { input: JSON.stringify(asked) });
  const { version, found } = JSON.parse(output.toString()) as Answer;
  const kinds = kindsOf();
  const listed = new Set([...TWINS.map(({ kind }) => kind), ...Object.keys(ALONE)]);
  refuseUnlisted([...kinds.keys()], listed);
  const calls = await optionsOfCalls();
  refuseUnlisted([...calls.keys()], new Set(FUNCTION_TWINS.map(({ kind }) => kind)));
  return [
    `A parameter has scikit-learn's name in camel case and its default (signatures of ${version}), unless this table says so: \`same\` stands for the same word, default and meaning. The command fails on a parameter, of ours or of theirs, that differs and is not listed.`,
    ...TWINS.flatMap((twin) => partOf(twin, kinds.get(twin.kind), found[twin.theirs])),
    `#### Without a class of scikit-learn`,
    table(['kind', 'what it is'], Object.entries(ALONE)),
    ...FUNCTION_TWINS.flatMap((twin) => {
      const options = calls.get(twin.kind)?.map((name) => [name, UNKNOWN] as const);
      return partOf(twin, options && Object.fromEntries(options), found[twin.theirs]);
    }),
    `Everywhere: ${Object.entries(ELSEWHERE)
      .map(([name, what]) => `\`${name}\` is ${what}`)
      .join('; ')}.`,
    FEW_ROWS,
  ].join('\n\n');
}

const FEW_ROWS = `Rows of weight 0 are left out before a fit, their class too where it has no others; scikit-learn counts it among the classes. Weights of which the largest lies outside of 1e-30 to 1e30 are refused, which trees there take. Rows of a single class are refused by every classifier here. There nearest neighbours, trees, forests, boosting, naive Bayes and the dummy fit them and predict that class, and so does voting among these; the others refuse, too. Stratified folds of which every class has fewer rows are refused by both, by stacking and tuned thresholds as well; where some class has enough they are made alike, and a class of fewer rows is tested in some folds alone, of which scikit-learn warns. \`trainTestSplit\` refuses a stratified part with fewer rows than classes and a class of one row, as there; the split \`fraction\` draws such a part, and each class has its share on average over the seeds.`;

interface Answer {
  readonly version: string;
  /** Parameters with their defaults, by class or function. */
  readonly found: Readonly<Record<string, Parameters>>;
}

function refuseUnlisted(names: readonly string[], listed: ReadonlySet<string>): void {
  const unlisted = names.filter((name) => !listed.has(name));
  if (unlisted.length > 0) throw new Error(`words: ${unlisted.join(', ')} not listed in twins.ts or function-twins.ts`);
  const nowhere = [...listed].filter((name) => !names.includes(name));
  if (nowhere.length > 0) throw new Error(`words: ${nowhere.join(', ')} listed and nowhere`);
}

/** The fields of every kind with their defaults; undefined for those that must be given. */
function kindsOf(): Map<string, Parameters> {
  const all = [...classifiers.definitions, ...features.definitions, ...transforms.definitions, ...splits.definitions];
  return new Map(
    all.map(({ kind, schema }) => {
      const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
        properties?: Record<string, { default?: unknown }>;
      };
      const fields = Object.entries(properties).filter(([name]) => name !== 'kind');
      return [kind, Object.fromEntries(fields.map(([name, field]) => [name, field.default]))];
    }),
  );
}

function partOf(twin: Twin, ours: Parameters | undefined, theirs: Parameters | undefined): string[] {
  if (!ours || !theirs) throw new Error(`words: ${twin.kind} or ${twin.theirs} is nowhere`);
  const code = (name: string | undefined): string => (name === undefined ? '' : `\`${name}\``);
  const shown = (value: unknown): string =>
    value === undefined || value === UNKNOWN ? '' : code(JSON.stringify(value).replace(/"/g, ''));
  const rows = rowsOfTwin(twin, ours, theirs).map(({ here, there, defaultHere, defaultThere, difference }) => [
    code(here),
    code(there),
    shown(defaultHere),
    shown(defaultThere),
    difference,
  ]);
  return [
    `#### ${twin.kind}, \`${twin.theirs}\``,
    rows.length > 0
      ? table(['here', 'scikit-learn', 'default here', 'there', 'difference'], rows)
      : 'Neither has parameters.',
  ];
}
