import { count } from '@selvedge/component';
import { z } from '@selvedge/component/zod';

/** Rows of a data set. */
export const rows = () => count(100_000_000);

/** Names that become folder names of a run: letters, digits, dot, dash, underscore. */
export const plainName = () =>
  z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/, 'a name of letters, digits, dots, dashes and underscores, at most 80');

/** A plain name that stands alone as a folder's, on every system: a project made on one may be copied to another. */
export const folderName = () =>
  plainName().refine(
    (name) => !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|\.$/i.test(name),
    'need a name that a folder of Windows can have, too: none of con, prn, aux, nul, com1, lpt1, and no dot at its end',
  );

/** Whatever JSON can say. */
export const anyValue: z.ZodJSONSchema = z.json().meta({ definition: 'json' });
