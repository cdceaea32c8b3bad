import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { noEnvironmentWrites, noSharedState } from './shared-state.js';

/** How many problems the rules find in a module. */
function problems(code: string): string[] {
  const found = new Linter().verify(
    code,
    [
      {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser as Linter.Parser },
        plugins: {
          selvedge: { rules: { 'no-environment-writes': noEnvironmentWrites, 'no-shared-state': noSharedState } },
        },
        rules: { 'selvedge/no-environment-writes': 'error', 'selvedge/no-shared-state': 'error' },
      },
    ],
    'some.ts',
  );
  return found.map(({ ruleId, message }) => ruleId ?? message);
}

describe('no-environment-writes', () => {
  test.each([
    "process.env.X = '1';",
    "process.env['X'] = '1';",
    "process['env'].X = '1';",
    "globalThis.process.env.X = '1';",
    'delete process.env.X;',
    "Object.assign(process.env, { X: '1' });",
    "Reflect.set(process.env, 'X', '1');",
    "Object.defineProperty(process.env, 'X', { value: '1' });",
    "process.env = { X: '1' };",
    "import { env } from 'node:process'; env.X = '1';",
    "import { env as variables } from 'process'; delete variables.X;",
    "import me from 'node:process'; me.env.X = '1';",
    "import * as me from 'node:process'; me.env.X = '1';",
    "const { env } = process; env.X = '1';",
    "const { env: variables } = process; variables.X = '1';",
    "const variables = process.env; variables.X ??= '1';",
    "(process.env as Record<string, string>).X = '1';",
  ])('refuses %s', (code) => {
    expect(problems(code)).toEqual(['selvedge/no-environment-writes']);
  });

  test.each([
    'export const x = process.env.X;',
    "import { env } from 'node:process'; export const x = env.X;",
    'export const all = { ...process.env };',
    'export const start = (env: Record<string, string>) => { env.X = "1"; };',
    "const setting = { env: { X: '' } }; setting.env.X = '1';",
    'export const env = process.env;',
  ])('accepts %s', (code) => {
    expect(problems(code)).toEqual([]);
  });
});

describe('no-shared-state', () => {
  test.each([
    'let at = 0; export const next = () => at++;',
    'let loaded: Promise<string> | undefined; export const load = () => (loaded ??= read());',
    'const known = new Map<string, number>(); export const know = (x: string) => known.set(x, 1);',
    'export const known = new Map([["a", 1]]); export function know(x: string) { known.set(x, 1); }',
    'const seen = new Set(["a"]); export class Reader { read(x: string) { seen.add(x); } }',
    'const all: number[] = []; export const keep = (x: number) => { all.push(x); };',
    'const table: Record<string, number> = {}; export const keep = (x: string) => { table[x] = 1; };',
    'const state = { count: 1 }; export const count = () => { state.count += 1; };',
    'const state = { count: 1 }; export const count = () => { Object.assign(state, { count: 2 }); };',
    'const buffer = new Float64Array(8); export const clear = () => buffer.fill(0);',
    'const state = { all: [1] }; export const keep = () => state.all!.push(2);',
    "import { state } from './state.js'; export const keep = () => { state.count = 1; };",
    'export class Names { static count = 0; }',
    'export class Names { static readonly known = new Map<string, string>(); }',
    'export class Names { static readonly #known: string[] = []; }',
  ])('refuses %s', (code) => {
    expect(problems(code)).toEqual(['selvedge/no-shared-state']);
  });

  test.each([
    'const NAMES = new Set(["a"]); export const has = (x: string) => NAMES.has(x);',
    'const table = new Float64Array(8); for (let at = 0; at < 8; at++) table[at] = at;',
    'let largest = 0; for (const x of [1, 2]) largest = Math.max(largest, x); export { largest };',
    'export const count = () => { let at = 0; const all: number[] = []; all.push(at++); return all; };',
    'export class Names { static readonly kind = "names"; readonly all = new Map<string, string>(); }',
    "import * as path from './path.js'; export const fill = () => path.fill(1);",
    '// eslint-disable-next-line selvedge/no-shared-state -- the same for everybody\nlet at = 0; export const next = () => at++;',
  ])('accepts %s', (code) => {
    expect(problems(code)).toEqual([]);
  });
});
