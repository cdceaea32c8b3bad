import { type Classifier, SelvedgeError } from '@selvedge/data';
import type { Json } from '@selvedge/data/types';
import type { SearchSpec, Values } from './search-spec.js';

/**
 * Makes the classifier of every trial, so that a value that it refuses is found before the first fit.
 *
 * @param trials - values by the names of the classifier
 * @throws SelvedgeError as the classifier, with the place of the value: `over.k[1]`
 */
export function checkTrials<Params>(
  what: string,
  classifier: Classifier<Params>,
  { over }: Pick<SearchSpec, 'over'>,
  trials: readonly Values[],
): void {
  for (const values of trials) {
    const refusal = refusalOf(classifier, values);
    if (!refusal) continue;
    const alone = Object.keys(values).filter(
      (name) => refusalOf(classifier, { [name]: values[name] })?.message === refusal.message,
    );
    const places = (alone.length > 0 ? alone : Object.keys(values)).map((name) => placeOf(name, values[name], over));
    throw new SelvedgeError(refusal.code, `${what}: ${places.join(' with ')}: ${refusal.message}`, { cause: refusal });
  }
}

/** The classifier with these values. @throws SelvedgeError as `clone`, with the name of the parameter in front */
export function trialOf<Params>(
  what: string,
  classifier: Classifier<Params>,
  place: string,
  values: Values,
): Classifier<Params> {
  const refusal = refusalOf(classifier, values);
  if (refusal) throw new SelvedgeError(refusal.code, `${what}: ${place}: ${refusal.message}`, { cause: refusal });
  return classifier.clone(values as Partial<Params>);
}

function refusalOf<Params>(classifier: Classifier<Params>, values: Values): SelvedgeError | undefined {
  try {
    classifier.clone(values as Partial<Params>);
    return undefined;
  } catch (error) {
    if (error instanceof SelvedgeError) return error;
    throw error;
  }
}

/** Where a value stands in a list; of a range, its name alone. */
function placeOf(name: string, value: Json, over: SearchSpec['over']): string {
  const from: unknown = over[name];
  const at = Array.isArray(from) ? from.indexOf(value) : -1;
  return at < 0 ? `over.${name}` : `over.${name}[${at}]`;
}
