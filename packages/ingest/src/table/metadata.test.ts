import { matrix } from '@selvedge/data';
import { tableRows } from './table-rows.js';

test('columns that pandas calls periods are not read as the numbers that count them', async () => {
  const pandas = {
    columns: [
      { name: 'month', field_name: 'month', pandas_type: 'object', numpy_type: 'period[M]' },
      { name: 'size', field_name: 'size', pandas_type: 'int64', numpy_type: 'int64' },
    ],
  };
  const numbers = (name: string, ...values: number[]) => ({ name, numbers: Float64Array.from(values), width: 1 });
  const columns = [numbers('month', 612, 613), numbers('size', 1, 2), { name: 'label', texts: ['a', 'b'] }];
  const table = {
    path: 'sales.parquet',
    metadata: new Map([['pandas', JSON.stringify(pandas)]]),
    async *batches() {
      yield { rows: 2, columns };
    },
  };
  await expect(tableRows(table, {})).rejects.toThrow("column 'month' holds periods of pandas; features are numbers");
  const { info, batches } = await tableRows(table, { drop: ['month'] });
  expect(info.columns).toEqual(['size']);
  for await (const { features } of batches()) expect(features).toEqual(matrix(Float64Array.of(1, 2), 2, 1));
});
