import { partialShare } from '@selvedge/component';
import { z } from '@selvedge/component/zod';
import { type RowIndices, rowIndices, SelvedgeError } from '@selvedge/data';
import { unfitData } from '@selvedge/data/checks';
import { groupedPartition } from '@selvedge/data/partitions';
import type { GroupedParams } from '../specs.generated.js';
import { defineSplit, type SplitDefinition } from './definition.js';
import { ROWS } from './fields.js';
import { leavesTraining } from './shares.js';

const PARTS = 100;

export const grouped: SplitDefinition<GroupedParams> = defineSplit<GroupedParams>(
  {
    kind: 'grouped',
    description: 'Draws whole groups, so that rows of one group stay together.',
    fields: {
      groups: z
        .array(z.union([z.number(), z.string().max(200)]))
        .max(ROWS)
        .describe('One key per row.'),
      validation: partialShare().describe('About this share of the rows, in whole groups.'),
      test: partialShare().exactOptional().describe('About this share of the rows, in whole groups.'),
    },
    rule: leavesTraining,
  },
  ({ groups, validation, test }, { length: rows }, rng) => {
    if (groups.length !== rows) throw badGroups(groups.length, rows);
    const distinct = new Set(groups).size;
    const wanted = 1 + Number(validation > 0) + Number((test ?? 0) > 0);
    if (distinct < wanted) throw fewGroups(distinct, wanted);
    const parts = groupedPartition(groups, Math.min(PARTS, distinct), rng);
    const take = (share: number): RowIndices => {
      const taken: RowIndices[] = [];
      for (
        let count = 0;
        parts.length > 1 && count + parts[0].length / 2 < share * rows;
        count += taken.at(-1)?.length ?? 0
      ) {
        taken.push(parts.shift() as RowIndices);
      }
      if (taken.length === 0) taken.push(...fitting(parts, share * rows));
      if (taken.length === 0 && parts.length > 1) taken.push(...parts.splice(nearest(parts, share * rows), 1));
      return joined(taken);
    };
    const validationRows = take(validation);
    const testRows = test === undefined ? undefined : take(test);
    return { train: joined(parts), validation: validationRows, ...(testRows && { test: testRows }) };
  },
);

/** Removes parts that make up about so many rows, where the first alone has more: one large group, say. */
function fitting(parts: RowIndices[], rows: number): RowIndices[] {
  const taken: RowIndices[] = [];
  let count = 0;
  for (let at = 0; at < parts.length && parts.length > 1; ) {
    if (count + parts[at].length / 2 < rows) {
      count += parts[at].length;
      taken.push(...parts.splice(at, 1));
    } else at++;
  }
  return taken;
}

/** The part that is nearest in size: of groups of unequal size the first may be larger than the share. */
const nearest = (parts: readonly RowIndices[], rows: number): number =>
  parts.reduce(
    (best, { length }, at) => (Math.abs(length - rows) < Math.abs(parts[best].length - rows) ? at : best),
    0,
  );

function joined(parts: readonly RowIndices[]): RowIndices {
  const rows = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const each of parts) {
    rows.set(each, at);
    at += each.length;
  }
  return rowIndices(rows.sort());
}

const badGroups = (groups: number, rows: number): SelvedgeError =>
  new SelvedgeError('shape-mismatch', `split 'grouped': got ${groups} group keys for ${rows} rows; need one per row.`);

const fewGroups = (groups: number, parts: number): SelvedgeError =>
  unfitData(
    `split 'grouped': the rows are of ${groups} ${groups === 1 ? 'group' : 'groups'}, which stay whole; ${parts} parts need at least ${parts}.`,
  );
