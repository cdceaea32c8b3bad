import { baseModels } from '../base-models.js';
import type { BaseModelSpec } from '../specs.generated.js';

/** Whether every member of an ensemble takes missing values. */
export const membersTakeMissing = (members: readonly BaseModelSpec[]): boolean =>
  members.every(
    (member) => baseModels.definitions.find(({ kind }) => kind === member.kind)?.takesMissing?.(member) ?? false,
  );
