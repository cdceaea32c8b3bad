import type { FittedClassifier, SavedState, Tensor } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import { baseModels } from '../base-models.js';
import { corruptModel } from '../saved-config.js';

type Tensors = Readonly<Record<string, Tensor>>;

/** The states of fitted members as parts of one: the tensor `weights` of the first member is `0.weights`. */
export function savedMembers(members: readonly FittedClassifier[]): {
  readonly members: Json;
  readonly tensors: Tensors;
} {
  const states = members.map((member) => member.save());
  const tensors = states.flatMap(({ tensors }, at) =>
    Object.entries(tensors).map(([name, tensor]) => [`${at}.${name}`, tensor] as const),
  );
  return {
    members: states.map(({ format, version, config }) => ({ format, version, config })),
    tensors: Object.fromEntries(tensors),
  };
}

/**
 * Reads what `savedMembers` made.
 *
 * @param kind - the ensemble's, for messages
 * @param count - how many there must be
 * @throws SelvedgeError `corrupt-file` for another number of members, or of other classes; what a member's reader throws
 */
export function loadMembers(saved: SavedState, kind: string, count: number): FittedClassifier[] {
  const { members, classes } = saved.config;
  if (!Array.isArray(members) || members.length !== count) {
    throw corruptModel(kind, `it needs ${count} fitted members`);
  }
  return members.map((member, at) => {
    const { format, version, config } = (member ?? {}) as unknown as SavedState;
    if (typeof format !== 'string' || typeof version !== 'number')
      throw corruptModel(kind, `its member ${at} has no format or version`);
    const own = `${at}.`;
    const tensors = Object.entries(saved.tensors).flatMap(([name, tensor]) =>
      name.startsWith(own) ? [[name.slice(own.length), tensor] as const] : [],
    );
    const fitted = baseModels.load({ format, version, config, tensors: Object.fromEntries(tensors) });
    if (JSON.stringify(fitted.classes) === JSON.stringify(classes)) return fitted;
    throw corruptModel(kind, `its member ${at} has other classes`);
  });
}
