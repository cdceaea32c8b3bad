import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { parseAllDocuments } from 'yaml';
import { createProgram } from '../src/program.js';

const DEPLOY = fileURLToPath(new URL('../../../deploy/', import.meta.url));
const read = (file: string): string => readFileSync(`${DEPLOY}${file}`, 'utf8');
const MANIFESTS = readdirSync(`${DEPLOY}kubernetes`).sort();

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly ports?: readonly { readonly name: string }[];
  readonly resources: { readonly requests: Record<string, string>; readonly limits: Record<string, string> };
  readonly securityContext: { readonly allowPrivilegeEscalation: boolean };
  readonly volumeMounts: readonly { readonly name: string }[];
}
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly selector?: { readonly matchLabels?: Record<string, string>; readonly app?: string };
    readonly template?: {
      readonly metadata: { readonly labels: Record<string, string> };
      readonly spec: {
        readonly containers: readonly Container[];
        readonly volumes?: readonly { readonly name: string }[];
      };
    };
    readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
  };
}

const documentsOf = (text: string): readonly unknown[] =>
  parseAllDocuments(text).map((document) => {
    expect(document.errors).toEqual([]);
    expect(document.warnings).toEqual([]);
    return document.toJS() as unknown;
  });
const manifests = (): readonly Manifest[] =>
  MANIFESTS.flatMap((file) => documentsOf(read(`kubernetes/${file}`)) as Manifest[]);

function flagsOf(names: readonly string[]): readonly string[] {
  const found = names.reduce<Command | undefined>(
    (at, name) => at?.commands.find((command) => command.name() === name),
    createProgram(),
  );
  return found?.options.map(({ long }) => long ?? '') ?? [];
}
function checkCommand(words: readonly string[]): void {
  const names = words[0] === 'worker' ? ['worker'] : words.slice(0, 2);
  const flags = words.slice(names.length);
  const known = flagsOf(names);
  expect(known.length).toBeGreaterThan(4);
  for (let at = 0; at < flags.length; at += 2) {
    expect(known).toContain(flags[at]);
    expect(flags[at + 1]).not.toMatch(/^--|^$/);
  }
}

describe('deploy/compose.yaml', () => {
  interface Service {
    readonly image?: string;
    readonly build?: { readonly context: string; readonly dockerfile: string };
    readonly command: readonly string[];
    readonly depends_on?: Record<string, { readonly condition: string }>;
    readonly healthcheck?: object;
    readonly ports?: readonly string[];
    readonly volumes?: readonly string[];
    readonly secrets?: readonly string[];
  }
  const compose = (): {
    readonly services: Readonly<Record<string, Service>>;
    readonly volumes: object;
    readonly secrets: object;
  } => parseAllDocuments(read('compose.yaml'), { merge: true })[0].toJS() as never;

  test('has Redis, a store and two workers, and each thing that one names is there', () => {
    const { services, volumes, secrets } = compose();
    expect(Object.keys(services)).toEqual(['redis', 'store', 'worker-1', 'worker-2']);
    for (const { image, build, depends_on = {}, volumes: mounts = [], secrets: own = [], ports = [] } of Object.values(
      services,
    )) {
      expect(image ?? build?.dockerfile).toBeDefined();
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect(condition).toBe('service_healthy');
        expect(services[name]?.healthcheck).toBeDefined();
      }
      for (const mount of mounts) expect(Object.keys(volumes)).toContain(mount.split(':')[0]);
      for (const secret of own) expect(Object.keys(secrets)).toContain(secret);
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/); // nothing for the network without being asked
    }
  });

  test('starts commands with flags that they have', () => {
    const { services } = compose();
    for (const [name, { command }] of Object.entries(services)) if (name !== 'redis') checkCommand(command.map(String));
  });
});

describe('deploy/kubernetes', () => {
  test('has the manifests that its README names', () => {
    for (const file of MANIFESTS) expect(read('README.md')).toContain(`kubernetes/${file}`);
    expect(manifests().map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'TriggerAuthentication selvedge-redis',
      'ScaledObject selvedge-worker',
      'Service selvedge-redis',
      'StatefulSet selvedge-redis',
      'Service selvedge-store',
      'StatefulSet selvedge-store',
      'Deployment selvedge-worker',
    ]);
  });

  test('selects the pods that it makes, with limits, without privileges and without a secret in its text', () => {
    for (const { spec } of manifests()) {
      const { template, selector, volumeClaimTemplates = [] } = spec;
      if (!template) continue;
      expect(template.metadata.labels).toMatchObject(selector?.matchLabels ?? { none: '' });
      const volumes = [...(template.spec.volumes ?? []), ...volumeClaimTemplates.map(({ metadata }) => metadata)];
      for (const container of template.spec.containers) {
        expect(container.image).toMatch(/:[\w.-]+$/);
        expect(container.resources.limits['memory']).toBeDefined();
        expect(container.securityContext.allowPrivilegeEscalation).toBe(false);
        for (const { value } of container.env ?? []) expect(value).toBeUndefined();
        for (const { name } of container.volumeMounts) expect(volumes.map((each) => each.name)).toContain(name);
        if (container.name !== 'redis') checkCommand(container.args.map(String));
      }
    }
  });
});

test('the image has what queues and stores need, and no root', () => {
  const text = read('Containerfile');
  expect(text).toMatch(/npm install .*@selvedge\/queue bullmq ioredis aws4fetch/);
  expect(text).toMatch(/^USER node$/m);
  expect(text).not.toMatch(/alpine:|:latest\b/i);
});
