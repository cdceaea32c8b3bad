import { explainIssues } from '@selvedge/component/explanations';
import { SelvedgeError } from '@selvedge/data';
import { messageOf } from '@selvedge/data/checks';
import { type NetworkSpec, resolveNetwork } from '@selvedge/networks';
import { networkObject } from '@selvedge/networks/declaration';
import { declarationOf, type NamedNetwork } from './named-network.js';

/**
 * A network of a plugin that names its plugin when it cannot be written: its function throws, its options are wrong, or what
 * it gives are not layers that fit together.
 */
export function checkedNetwork(plugin: string, name: string, named: NamedNetwork): NamedNetwork {
  const refused = (problem: string, cause?: unknown): SelvedgeError =>
    new SelvedgeError('invalid-argument', `plugin ${plugin}: the network '${name}' ${problem.replace(/[.?]$/, '')}.`, {
      cause,
    });
  return (context) => {
    let declared: unknown;
    try {
      declared = declarationOf(named, context);
    } catch (cause) {
      throw refused(`could not be written: ${messageOf(cause)}`, cause);
    }
    if (declared instanceof Promise) throw refused('is a promise; its function must return the layers themselves');
    const { error } = networkObject.schema.safeParse(declared);
    if (error) {
      const [{ message }] = explainIssues(error.issues, declared, networkObject.schema, 'what it returns');
      throw refused(`is wrong: ${message}`);
    }
    const network = declared as NetworkSpec;
    try {
      if (network.inputShape) resolveNetwork(network);
    } catch (cause) {
      throw refused(`is wrong: ${messageOf(cause)}`, cause);
    }
    return network;
  };
}
