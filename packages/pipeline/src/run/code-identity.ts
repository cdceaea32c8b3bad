import { sha256 } from '@selvedge/files';
import { canonicalJson } from '@selvedge/workflow';
import { BUILT_IN, type Registry } from '../registry/registry.js';
import { environment } from './environment.js';

/**
 * The digest of all that decides what this machine computes of a pipeline: the code of our packages and of plugins, versions
 * of what they run on, Node's release and the processor's instructions.
 */
export function codeIdentity({ plugins }: Pick<Registry, 'plugins'> = BUILT_IN): string {
  const { code, versions, identity } = environment(1);
  const ofPlugins = plugins.map(({ name, version = '' }) => `${name} ${version}`).sort();
  return sha256('selvedge code 1\n', canonicalJson({ code, versions, identity, plugins: ofPlugins }));
}
