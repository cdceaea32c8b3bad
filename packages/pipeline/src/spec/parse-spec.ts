import { dirname, resolve } from 'node:path';
import type { z } from '@selvedge/component/zod';
import { SelvedgeError } from '@selvedge/data';
import { messageOf } from '@selvedge/data/checks';
import type { MetricName } from '@selvedge/evaluate';
import { locate } from '../document/locate.js';
import { type Located, type LocatedMap, placeOf, plainValue } from '../document/located.js';
import { mergeLocated } from '../document/merge.js';
import { InvalidSpecError, type Problem } from '../document/problem.js';
import { type ModelSpec, modelEntry } from '../registry/models.js';
import { BUILT_IN, type Registry } from '../registry/registry.js';
import { locateData, rewrittenFor } from './data-paths.js';
import { withSentences } from './evaluate-schema.js';
import { expandSweep } from './expand-sweep.js';
import { locatedProblems } from './located-problems.js';
import { nameOfFile } from './name-of-file.js';
import { problemsOfNamedData } from './named-data.js';
import { findProject, type PathRules, resolvePath } from './paths.js';
import type { ModelConfig, Pipeline, PipelineEntry } from './pipeline.js';
import { completeDocument, type Override, readPipelineDocument } from './read-document.js';
import { type PipelineInput, type PipelineSchemas, schemasOf } from './schema.js';
import { completeModels, OF_THE_FILE, sharedFields } from './shared-fields.js';

/** How a pipeline is read. */
export interface ParseOptions {
  /** Fields set from outside, applied last: `{ path: 'model.k', value: 7 }`. */
  readonly set?: readonly Override[];
  /** Default: found from the file's folder upwards. */
  readonly projectDirectory?: string;
  /** Where relative paths of an object begin; those of a file begin in its folder. Default: the project. */
  readonly folder?: string;
  /** Paths that lead out of the project are accepted: absolute ones, those through `..`, and links. */
  readonly allowOutside?: boolean;
  /** Files of data that are not there are problems, with their place. Default: whoever reads them finds out. */
  readonly mustExist?: boolean;
  /** What the pipeline can name. Default: what comes with Selvedge; `loadRegistry` has that of a project. */
  readonly registry?: Registry;
}

/**
 * Reads and checks a pipeline: a file's path, or an object (see `definePipeline`).
 *
 * @throws InvalidSpecError with every problem and its place; SelvedgeError `not-found` when there is no such file
 */
export async function parseSpec(source: string | PipelineInput, options: ParseOptions = {}): Promise<Pipeline> {
  return parseNested(source, options, []);
}

async function parseNested(
  source: string | PipelineInput,
  options: ParseOptions,
  chain: readonly string[],
): Promise<Pipeline> {
  const file = typeof source === 'string' ? resolve(source) : undefined;
  const folder =
    file === undefined ? resolve(options.folder ?? options.projectDirectory ?? process.cwd()) : dirname(file);
  const projectDirectory = resolve(options.projectDirectory ?? findProject(folder));
  const { allowOutside = false, mustExist = false } = options;
  const rules: PathRules = { projectDirectory, allowOutside, mustExist };
  const read =
    file === undefined
      ? await completeDocument(locate(source, { file: 'pipeline' }), folder, rules, options.set)
      : await readPipelineDocument(file, rules, options.set);
  const registry = options.registry ?? BUILT_IN;
  const schemas = schemasOf(registry);
  const checked = check(schemas.pipeline, read.root, registry);
  const name = checked.name ?? (file === undefined ? 'pipeline' : nameOfFile(file));

  const problems: Problem[] = [];
  const entries = ownEntries(read.root, name, { registry, schemas, folder, rules }, problems);
  const files = [...read.files];
  for (const [at, entry] of (checked.compare ?? []).entries()) {
    const place = placeOf(read.root, ['compare', at]);
    const { pipeline, models, prefix } =
      typeof entry === 'string' ? { pipeline: entry } : { models: undefined, prefix: undefined, ...entry };
    const found = resolvePath(pipeline, folder, rules);
    if ('refused' in found)
      problems.push({ place, message: `compare: the path '${pipeline}' is refused: ${found.refused}` });
    else if ([...chain, file].includes(found.path))
      problems.push({ place, message: `compare: '${pipeline}' compares this file in turn; break the circle` });
    else {
      const other = await parseNested(found.path, { ...options, set: [] }, [...chain, file ?? '']);
      const chosen = other.models.filter((each) => !models || models.includes(each.name));
      for (const wanted of models ?? []) {
        if (!other.models.some((each) => each.name === wanted)) {
          problems.push({
            place,
            message: `compare: '${pipeline}' has no model '${wanted}'; it has ${other.models.map((each) => each.name).join(', ')}`,
          });
        }
      }
      const before = prefix ?? other.name;
      entries.push(
        ...chosen.map(({ written, ...each }) => {
          const joined = each.name === before ? before : `${before}.${each.name}`;
          const { data } = written as { readonly data?: unknown };
          const moved = { ...written, name: joined, data: rewrittenFor(folder, dirname(found.path), data) };
          return { ...each, name: joined, written: moved };
        }),
      );
      files.push(...other.files.filter((each) => !files.includes(each)));
    }
  }
  if (mustExist) problems.push(...(await problemsOfNamedData(entries, read.root, projectDirectory)));
  if (problems.length > 0) throw new InvalidSpecError(problems);
  refuseDoubles(entries, read.root);
  return {
    name,
    ...(checked.description !== undefined && { description: checked.description }),
    seed: checked.seed ?? 0,
    models: entries,
    report: checked.report ?? {},
    track: checked.track ?? {},
    resolved: resolvedOf(plainValue(read.root) as Record<string, unknown>, entries),
    files,
    projectDirectory,
    registry,
    origin: {
      source: file ?? source,
      set: options.set ?? [],
      ...(file === undefined && { folder }),
      allowOutside: options.allowOutside ?? false,
    },
  };
}

/** With `compare`, the models of the other files are written out: nothing else has to be read again. */
function resolvedOf(root: Record<string, unknown>, entries: readonly PipelineEntry[]): Record<string, unknown> {
  if (root['compare'] === undefined) return root;
  const own = Object.entries(root).filter(([key]) => key !== 'compare' && (OF_THE_FILE.has(key) || key === 'seed'));
  return { ...Object.fromEntries(own), models: entries.map(({ written }) => written) };
}

/** Parses, with located problems instead of the library's. */
function check<Schema extends z.ZodType>(schema: Schema, root: Located, registry: Registry): z.output<Schema> {
  const written = plainValue(root);
  const result = parsed(schema, written, registry);
  // As written: whoever makes a component fills its defaults in, and reports show what a person chose.
  if (result.success) return written as z.output<Schema>;
  throw new InvalidSpecError(locatedProblems(result.error.issues, root, schema, registry));
}

/** Schemas of plugins may have checks that throw. */
function parsed<Schema extends z.ZodType>(schema: Schema, written: unknown, { plugins }: Registry) {
  try {
    return schema.safeParse(written, { reportInput: false });
  } catch (cause) {
    if (plugins.length === 0) throw cause;
    const names = plugins.map(({ name }) => name).join(', ');
    throw new SelvedgeError('invalid-spec', `a schema of a plugin (${names}) threw: ${messageOf(cause)}.`, { cause });
  }
}

function ownEntries(root: LocatedMap, name: string, known: Known, problems: Problem[]): PipelineEntry[] {
  const comparesOnly = !root.entries.has('models') && !root.entries.has('model') && root.entries.has('compare');
  if (comparesOnly) return [];
  const entries = completeModels(root) ?? [mergeLocated(sharedFields(root), locate({ name }, { ...root.place }))];
  return entries.flatMap((merged) => {
    try {
      return [toEntry(merged, known)];
    } catch (error) {
      if (!(error instanceof InvalidSpecError)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
}

/** What a pipeline may name, and the schemas that follow from it. */
interface Known {
  readonly registry: Registry;
  readonly schemas: PipelineSchemas;
  /** Where relative paths begin. */
  readonly folder: string;
  readonly rules: PathRules;
}

const DEFAULT_METRICS: MetricName[] = ['accuracy', 'macro-f1'];

function toEntry(merged: Located, known: Known): PipelineEntry {
  const checked = check(known.schemas.entry, merged, known.registry);
  const { evaluate = {}, sweep, reported } = checked;
  return {
    name: checked.name,
    ...(checked.note !== undefined && { note: checked.note }),
    config: toConfig(merged, known),
    ...(sweep && {
      sweep: { ...sweep, ...expandSweep(sweep, merged, (changed) => toConfig(changed, known)) },
    }),
    evaluate: { ...evaluate, metrics: evaluate.metrics ?? DEFAULT_METRICS },
    ...(reported && { reported: withSentences(reported, known.registry) }),
    written: plainValue(merged) as Record<string, unknown>,
  };
}

function toConfig(merged: Located, { registry, schemas, folder, rules }: Known): ModelConfig {
  const checked = check(schemas.entry, merged, registry);
  const fail = (message: string): InvalidSpecError => new InvalidSpecError([{ place: merged.place, message }]);
  const { data, model, split } = checked;
  const named = typeof data === 'string' ? { name: data } : data;
  if (!model) throw fail(`${checked.name}: there is no model; add \`model: { kind: ... }\``);
  if (!named || (named.name === undefined && named.train === undefined)) {
    throw fail(
      `${checked.name}: there is no data; add \`data: fashion-mnist\` or \`data: { train: FILE, test: FILE }\``,
    );
  }
  if (named.name !== undefined && named.train !== undefined) {
    throw new InvalidSpecError([
      { place: placeOf(merged, ['data']), message: 'data: got both `name` and `train`; need one of them' },
    ]);
  }
  const own = named.name === undefined ? undefined : (['validation', 'test'] as const).find((part) => named[part]);
  if (own !== undefined) {
    throw new InvalidSpecError([
      {
        place: placeOf(merged, ['data', own]),
        message: `data: got both \`name\` and \`${own}\`; a named data set has its own. Write \`train\` with the file, or leave \`${own}\` out`,
      },
    ]);
  }
  checkDeclaration(model as unknown as ModelSpec, merged, registry);
  if (split?.kind === 'index-file') {
    throw new InvalidSpecError([
      {
        place: placeOf(merged, ['split']),
        message:
          'split: an index file is named in `split` of a pipeline file or of one of its models, not by --set or in a sweep',
      },
    ]);
  }
  return {
    seed: checked.seed ?? 0,
    data: locateData(named, merged, folder, rules),
    ...(split && { split }),
    preprocess: checked.preprocess ?? [],
    ...(checked.augment && { augment: checked.augment }),
    model: model as unknown as ModelSpec,
    ...(checked.train && { train: checked.train }),
  };
}

/** What a name of a plugin stands for is looked at here, before anything is computed. */
function checkDeclaration(model: ModelSpec, merged: Located, registry: Registry): void {
  try {
    modelEntry(registry, model.kind).declaration?.(model);
  } catch (error) {
    if (!(error instanceof SelvedgeError)) throw error;
    throw new InvalidSpecError([{ place: placeOf(merged, ['model', 'network']), message: error.message }]);
  }
}

function refuseDoubles(entries: readonly PipelineEntry[], root: Located): void {
  // Each has a folder of its name, which some systems find by other case, too.
  const seen = new Map<string, string>();
  for (const { name } of entries) {
    const other = seen.get(name.toLowerCase());
    if (other !== undefined) {
      const named =
        other === name
          ? `'${name}'; names must differ`
          : `'${other}' and '${name}'; names must differ in more than case`;
      throw new InvalidSpecError([
        { place: placeOf(root, ['models']), message: `there are two models named ${named}` },
      ]);
    }
    seen.set(name.toLowerCase(), name);
  }
  if (entries.length === 0)
    throw new InvalidSpecError([
      { place: root.place, message: 'there is no model; add `model:`, `models:` or `compare:`' },
    ]);
}
