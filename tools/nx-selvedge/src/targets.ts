import type { TargetConfiguration } from '@nx/devkit';
import type { SelvedgePluginOptions } from './options.js';
import type { PipelineFile } from './read-spec.js';

type Settings = Required<SelvedgePluginOptions>;

/**
 * The targets that a project's pipeline files add to it: one per file that runs it, an umbrella per folder, `all`, and
 * `validate` for every file at once.
 */
export function targetsOf(specs: readonly PipelineFile[], settings: Settings): Record<string, TargetConfiguration> {
  const sorted = [...specs].sort((a, b) => (a.file < b.file ? -1 : 1));
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

/** What decides a pipeline's result: its files, manifests and sources. A change of any of them, and of nothing else, re-runs it. */
function inputsOf(specs: readonly PipelineFile[], settings: Settings): NonNullable<TargetConfiguration['inputs']> {
  const files = new Set(specs.flatMap((spec) => spec.files));
  const datasets = new Set(specs.flatMap((spec) => spec.datasets));
  return [
    ...[...files].map((file) => `{workspaceRoot}/${file}`),
    ...[...datasets].map((dataset) => `{workspaceRoot}/datasets/${dataset}.json`),
    ...settings.inputs,
    { env: 'SELVEDGE_DATA' }, // without its data a pipeline may fall back to generated images, which is another result
  ];
}

function runTarget(spec: PipelineFile, settings: Settings): TargetConfiguration {
  const output = `${settings.runsDirectory}/${spec.target}`;
  return {
    executor: 'nx:run-commands',
    cache: true,
    dependsOn: [...settings.dependsOn],
    inputs: inputsOf([spec], settings),
    outputs: [output],
    options: {
      command: `${settings.command} run ${quoted(spec.file)} --output ${quoted(output.replace('{workspaceRoot}/', ''))}`,
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

/** Nx hands commands to a shell: plain names stay readable, anything else is quoted. */
const quoted = (path: string): string => (/^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
