import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng } from '@selvedge/data';
import type { Finding, PartResult } from '../finding.js';
import { command } from '../mutants/command-in-process.js';
import { judgeOutput } from '../mutants/judge.js';
import type { Options } from '../options.js';
import { makeProject } from '../sample-project.js';
import { FILES, type PipelineFile } from './pipeline-files.js';

const LIMIT_MS = 2000;
/** What `selvedge validate` ends with. */
const EXIT = { valid: 0, missing: 2, invalid: 3 };

/** Pipeline files, a quarter each valid, mutated, from the schema and hostile: answered within 2 s, with the right exit code. */
export async function runPipelines({ seed, count, seconds }: Options): Promise<PartResult> {
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-torture-'));
  const findings: Finding[] = [];
  const counts = new Map<string, { tried: number; valid: number; slowest: number }>();
  const kinds = Object.keys(FILES) as (keyof typeof FILES)[];
  try {
    await makeProject(folder);
    await command(folder, ['validate', 'a.pipeline.yaml']); // loads what is loaded once
    for (let at = seed; at < seed + count && performance.now() - started < seconds * 1000; at++) {
      const kind = kinds[at % kinds.length];
      const file: PipelineFile = FILES[kind](createRng(`pipelines ${at}`));
      const path = join(folder, 'x.pipeline.yaml');
      await writeFile(path, file.text);
      const before = performance.now();
      const { exitCode, stderr } = await command(folder, ['validate', 'x.pipeline.yaml']);
      const taken = performance.now() - before;
      const each = counts.get(kind) ?? { tried: 0, valid: 0, slowest: 0 };
      counts.set(kind, {
        tried: each.tried + 1,
        valid: each.valid + Number(exitCode === 0),
        slowest: Math.max(each.slowest, Math.round(taken)),
      });
      const note = (what: string, message: string): void =>
        void findings.push({ kind: what, where: `${kind} ${file.name}`, seed: at, message });
      const outcome = judgeOutput(exitCode, stderr);
      if (taken > LIMIT_MS) note('slow', `${Math.round(taken)} ms`);
      if (outcome.kind === 'raw') note('raw', outcome.message);
      const isRight =
        file.isValid === undefined
          ? [EXIT.valid, EXIT.missing, EXIT.invalid].includes(exitCode)
          : exitCode === (file.isValid ? EXIT.valid : EXIT.invalid);
      if (!isRight) note('exit code', `${exitCode}: ${stderr.slice(0, 200)}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const rows = [...counts].map(([kind, { tried, valid, slowest }]) => [kind, tried, valid, slowest]);
  const trials = [...counts.values()].reduce((sum, { tried }) => sum + tried, 0);
  const head = ['files', 'tried', 'valid', 'slowest (ms)'];
  return { trials, seconds: (performance.now() - started) / 1000, rows, head, findings };
}
