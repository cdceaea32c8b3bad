import { checked, type Definition, type Spec } from '@selvedge/component';
import { withCurrentNames } from '@selvedge/component/names';
import { type SavedState, SelvedgeError, type Tensor } from '@selvedge/data';
import { areClassNames, checkFiniteValues, formOf, formOfSaved, frozenList, numbersIn } from '@selvedge/data/checks';
import type { FittedForm, Json, RowForm, TensorValues } from '@selvedge/data/types';

/** What every classical model saves beside its tensors. */
export interface SavedConfig<P> {
  readonly params: P;
  readonly classes: readonly string[];
  readonly columns: number;
}

/** A fitted model of this package, as far as `writeConfig` reads it. */
interface SavedModel<P> extends SavedConfig<P> {
  readonly form: FittedForm;
}

/** Shape and names of columns of a saved model; models of before have none. */
export const readForm = ({ format, config }: SavedState): RowForm => formOfSaved(format, config['columns'], config);

/**
 * Reads the common part of a saved model, checking that it is one that this version knows.
 *
 * @returns the parameters in today's names and checked as the constructor checks them
 * @throws SelvedgeError `unsupported` for another format or a newer version; `corrupt-file` when parts are missing or
 *   parameters are out of their ranges
 */
export function readConfig<P extends object>(
  saved: SavedState,
  definition: Definition<P & Spec>,
  version: number,
): SavedConfig<P> {
  const { kind } = definition;
  if (saved.format !== `selvedge.${kind}`) throw wrongFormat(saved.format, kind);
  if (saved.version !== version) throw wrongVersion(kind, saved.version, version);
  const { params, classes, columns } = saved.config;
  const isComplete =
    typeof params === 'object' &&
    params !== null &&
    !Array.isArray(params) &&
    areClassNames(classes) &&
    Number.isSafeInteger(columns) &&
    (columns as number) > 0;
  if (!isComplete) throw corruptModel(kind, 'its config lacks params, columns or classes that differ');
  const current = withCurrentNames(definition.schema, { ...(params as object), kind });
  const { kind: _, ...today } = checked(definition, current);
  return { params: Object.freeze(today) as unknown as P, classes: classes as string[], columns: columns as number };
}

/** The same as plain JSON, for `save()`. */
export function writeConfig<P extends object>({
  params,
  classes,
  form,
}: SavedModel<P>): {
  readonly [key: string]: Json;
} {
  return { params: params as { readonly [key: string]: Json }, classes, ...formOf(form) };
}

/**
 * One tensor of a saved model, as a copy: the model does not change with what it was read from.
 *
 * @param shape - what it must be; a negative size may be any
 * @param numbers - `finite`, or `any` where the caller knows which may be missing
 * @throws SelvedgeError `corrupt-file` when it is missing, not of that type and shape, or holds NaN or infinity
 */
export function readTensor<T extends TensorValues>(
  saved: SavedState,
  name: string,
  type: abstract new (...args: never[]) => T,
  shape: readonly number[],
  numbers: 'finite' | 'any' = 'finite',
): Tensor<T> {
  const found: Tensor | undefined = Object.hasOwn(saved.tensors, name) ? saved.tensors[name] : undefined;
  if (!found) throw corruptModel(saved.format, `tensor '${name}' is missing`);
  const { values, shape: seen } = found;
  const size = numbersIn(seen);
  const fits = seen.length === shape.length && shape.every((want, at) => want < 0 || want === seen[at]);
  if (!(values instanceof type) || !fits || values.length !== size) {
    const wanted = `${type.name} of shape [${shape.map((want) => (want < 0 ? 'any' : want)).join(', ')}]`;
    throw corruptModel(
      saved.format,
      `tensor '${name}' is ${values.constructor.name} [${seen.join(', ')}] and not ${wanted}`,
    );
  }
  if (numbers === 'finite') checkFiniteValues(saved.format, name, values);
  return { values: values.slice() as T, shape: frozenList(seen) };
}

/** A damaged model. */
export function corruptModel(what: string, why: string): SelvedgeError {
  return new SelvedgeError('corrupt-file', `${what}: ${why}. Use an undamaged copy, or fit and save the model again.`);
}

const wrongFormat = (seen: string, kind: string): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${kind}: got a saved model of format '${seen}'; need 'selvedge.${kind}'. loadClassifier() reads every kind.`,
  );

const wrongVersion = (kind: string, seen: number, known: number): SelvedgeError =>
  new SelvedgeError(
    'unsupported',
    `${kind}: the model was saved as version ${seen}; this release reads version ${known}. Update @selvedge/classical.`,
  );
