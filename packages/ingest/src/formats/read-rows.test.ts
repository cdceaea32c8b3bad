import { memorySource } from '../bytes/memory-source.js';
import { encodeIdx } from '../idx/encode-idx.js';
import { type ReadRowsOptions, type RowsToPredict, rowsOfSource } from './read-rows.js';

const read = (text: string, options: ReadRowsOptions = {}): Promise<RowsToPredict> =>
  rowsOfSource('csv', memorySource('new.csv', new TextEncoder().encode(text)), options);

describe('rows to predict', () => {
  test('are found by the names of a model’s columns, whatever else the file has', async () => {
    const rows = await read('note,z,y,x\nhello,3,2,1\n,6,5,4\n', { columns: ['x', 'y', 'z'] });
    expect([[...rows.features.values], rows.columns, rows.truth]).toEqual([
      [1, 2, 3, 4, 5, 6],
      ['x', 'y', 'z'],
      undefined,
    ]);
    await expect(read('a,y\n1,2\n', { columns: ['x', 'y'] })).rejects.toMatchObject({
      code: 'shape-mismatch',
      message: expect.stringContaining('it lacks x; need the columns of the training rows: x, y. It has a, y'),
    });
  });

  test('need no label, and one that is there is no feature', async () => {
    expect([...(await read('x,label\n1,\n2,b\n')).features.values]).toEqual([1, 2]);
    expect([...(await read('1,2\n3,4\n')).features.values]).toEqual([1, 2, 3, 4]);
  });

  test('count categories that no training row has', async () => {
    const rows = await read('town,x\nOslo,1\nBern,2\nOslo,3\n', { columns: ['town=Bern', 'town=Rome', 'x'] });
    expect([...rows.features.values]).toEqual([0, 0, 1, 1, 0, 2, 0, 0, 3]);
    expect(rows.unknown).toEqual([{ column: 'town', category: 'Oslo', rows: 2 }]);
  });

  test('without a header find the categories and numbers of the training rows, with the label or not', async () => {
    const columns = ['1=f', '1=x', '2', '3=s'];
    const model = { header: false, columns, trained: { label: 0 } };
    for (const text of ['f,5,y\nx,6,s\n', 'e,f,5,y\np,x,6,s\n']) {
      const rows = await read(text, model);
      expect([[...rows.features.values], rows.columns]).toEqual([[1, 0, 5, 0, 0, 1, 6, 1], columns]);
      expect(rows.unknown).toEqual([{ column: '3', category: 'y', rows: 1 }]);
    }
    expect((await read('e,f,5,y\n', { ...model, label: 0 })).truth).toEqual(['e']);
    await expect(read('f,5\n', model)).rejects.toThrow(/it lacks 3=s/);
    const last = { header: false, columns: ['0=f', '1'], trained: { label: 'last' } };
    for (const text of ['f,2\n', 'f,2,e\n']) expect([...(await read(text, last)).features.values]).toEqual([1, 2]);
  });

  test('of IDX need no file of labels', async () => {
    const bytes = encodeIdx({ shape: [2, 1, 2], values: Uint8Array.of(1, 2, 3, 4) });
    const rows = await rowsOfSource('idx', memorySource('new-images-idx3-ubyte', bytes), {});
    expect([[...rows.features.values], rows.shape, rows.truth]).toEqual([[1, 2, 3, 4], [1, 2, 1], undefined]);
  });

  test('name the text in a column that was one of numbers', async () => {
    const given = { columns: ['town=Bern', 'x'], categories: 'one-hot' } as const;
    await expect(read('town,x\nBern,1\nBern,old\n', given)).rejects.toThrow(/line 3, column 2: "old" is not a number/);
  });

  test('have the classes of the column that is named, and ids', async () => {
    const rows = await read('key,x,kind\nk1,1,b\nk2,2,a\n', { columns: ['x'], label: 'kind', id: 'key' });
    expect([rows.ids, rows.truth]).toEqual([
      ['k1', 'k2'],
      ['b', 'a'],
    ]);
  });

  test('may have the columns that training rows had beside their features, or not', async () => {
    const options: ReadRowsOptions = {
      columns: ['x', 'y'],
      delimiter: ';',
      decimal: ',',
      missing: ['?'],
      trained: { label: 'kind', id: 'key', weights: 'w', drop: ['note'] },
    };
    const expected = [1.5, Number.NaN];
    const all = await read('key;note;x;kind;y;w\nk1;hello;1,5;new;?;7\n', options);
    expect([[...all.features.values], all.ids, all.truth]).toEqual([expected, ['k1'], undefined]);
    const few = await read('y;x\n?;1,5\n', options);
    expect([[...few.features.values], few.ids]).toEqual([expected, undefined]);
    const headerless: ReadRowsOptions = { header: false, trained: { label: 0, features: 2 } };
    expect([...(await read('9,1,2\n9,3,4\n', headerless)).features.values]).toEqual([1, 2, 3, 4]);
    expect([...(await read('1,2\n3,4\n', headerless)).features.values]).toEqual([1, 2, 3, 4]);
  });

  test('have a header where its names are those of the model, numbers too', async () => {
    const rows = await read('1,0\n6,5\n', { columns: ['0', '1'] });
    expect([rows.features.rows, [...rows.features.values]]).toEqual([1, [5, 6]]);
  });
});
