import type { TargetConfiguration } from '@nx/devkit';
import { digestCommand } from './data-digest.js';
import type { SelvedgePluginOptions } from './options.js';
import { quoted } from './quoted.js';
import type { PipelineFile } from './read-spec.js';

type Settings = Required<SelvedgePluginOptions>;

/**
 * The targets that a project's pipeline files add to it: one per file that runs it, an umbrella per folder, `all`, and
 * `validate` for every file at once.
 */
export function targetsOf(
  specs: readonly PipelineFile[],
  settings: Settings,
  taken: readonly string[] = [],
): Record<string, TargetConfiguration> {
  const sorted = distinctTargets(
    [...specs].sort((a, b) => (a.file < b.file ? -1 : 1)),
    taken,
  );
  const targets: Record<string, TargetConfiguration> = {
    validate: validateTarget(sorted, settings),
    all: umbrella(sorted, 'Runs every pipeline of the project.'),
  };
  for (const group of new Set(sorted.flatMap((spec) => spec.groups))) {
    const members = sorted.filter((spec) => spec.groups.includes(group));
    targets[group] = umbrella(members, `Runs every pipeline of ${group}.`);
  }
  for (const spec of sorted) targets[spec.target] = runTarget(spec, settings);
  return targets;
}

/**
 * Pipelines whose target would have the name of another one, of an umbrella, or of a target that the project has already, are
 * named by their whole path in the project: `a/b.pipeline.yaml`.
 */
function distinctTargets(specs: readonly PipelineFile[], taken: readonly string[]): readonly PipelineFile[] {
  const groups = specs.flatMap((spec) => spec.groups);
  const reserved = new Set(['validate', 'all', ...groups, ...taken]);
  const counts = new Map<string, number>();
  for (const { target } of specs) counts.set(target, (counts.get(target) ?? 0) + 1);
  const isTaken = ({ target }: PipelineFile): boolean => reserved.has(target) || (counts.get(target) ?? 0) > 1;
  return specs.map((spec) => (isTaken(spec) ? { ...spec, target: spec.inside } : spec));
}

/** What decides a pipeline's result: its files, manifests and sources. A change of any of them, and of nothing else, re-runs it. */
function inputsOf(specs: readonly PipelineFile[], settings: Settings): NonNullable<TargetConfiguration['inputs']> {
  const files = new Set(specs.flatMap((spec) => spec.files));
  const datasets = new Set(specs.flatMap((spec) => spec.datasets));
  const digested = new Set(specs.flatMap((spec) => spec.digested));
  return [
    ...[...files].map((file) => `{workspaceRoot}/${file}`),
    ...[...datasets].map((dataset) => `{workspaceRoot}/datasets/${dataset}.json`),
    ...settings.inputs,
    ...(digested.size > 0 ? [{ runtime: digestCommand([...digested], quoted) }] : []),
    { env: 'SELVEDGE_DATA' }, // without its data a pipeline may fall back to generated images, which is another result
    ...['SELVEDGE_RUNTIME', 'SELVEDGE_TFJS', 'SELVEDGE_THREADS'].map((env) => ({ env })),
  ];
}

function runTarget(spec: PipelineFile, settings: Settings): TargetConfiguration {
  const output = `${settings.runsDirectory}/${spec.target}`;
  const folder = output
    .replace('{workspaceRoot}/', '')
    .replace('{projectRoot}/', spec.project === '.' ? '' : `${spec.project}/`);
  return {
    executor: 'nx:run-commands',
    cache: true,
    dependsOn: [...settings.dependsOn],
    inputs: inputsOf([spec], settings),
    outputs: [output],
    options: {
      command: `${settings.command} run ${quoted(spec.file)} --output ${quoted(folder)}`,
      cwd: '{workspaceRoot}',
    },
    metadata: { description: `Runs ${spec.file}.`, technologies: ['selvedge'] },
  };
}

function validateTarget(specs: readonly PipelineFile[], settings: Settings): TargetConfiguration {
  return {
    executor: 'nx:run-commands',
    cache: true,
    dependsOn: [...settings.dependsOn],
    inputs: inputsOf(specs, settings),
    options: {
      command: `${settings.command} validate ${specs.map((spec) => quoted(spec.file)).join(' ')}`,
      cwd: '{workspaceRoot}',
    },
    metadata: { description: 'Checks every pipeline file of the project.', technologies: ['selvedge'] },
  };
}

const umbrella = (specs: readonly PipelineFile[], description: string): TargetConfiguration => ({
  executor: 'nx:noop',
  dependsOn: specs.map((spec) => spec.target),
  metadata: { description },
});
