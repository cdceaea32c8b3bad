import { matrix } from '@selvedge/data';
import { encodeResult, truthOf } from './predicted-rows.js';

const TABLE = {
  classes: ['label', 'b,c', 'd'],
  predicted: Uint16Array.of(1, 0),
  probabilities: matrix(Float32Array.of(0.25, 0.5, 0.25, 0.5, 0.125, 0.375), 2, 3),
  ids: ['x1', 'x2'],
};

test('predictions are a table: id, label, further labels, a share for each class', async () => {
  expect(await encodeResult(TABLE, 'csv', 2)).toBe(
    'row,id,label,probability,label2,probability2,class label,"b,c",d\n' +
      '0,x1,"b,c",0.5,label,0.25,0.25,0.5,0.25\n1,x2,label,0.5,d,0.375,0.5,0.125,0.375\n',
  );
  const [first] = String(await encodeResult(TABLE, 'jsonl', 1)).split('\n');
  expect(JSON.parse(first)).toEqual({
    row: 0,
    id: 'x1',
    label: 'b,c',
    probability: 0.5,
    probabilities: { label: 0.25, 'b,c': 0.5, d: 0.25 },
  });
  expect(Buffer.from((await encodeResult(TABLE, 'parquet', 1)) as Uint8Array).toString('latin1', 0, 4)).toBe('PAR1');
});

test('labels are found by their numbers where all classes are numbers', () => {
  expect([...truthOf(['7.0', '3'], ['3', '7'], 'new.csv')]).toEqual([1, 0]);
});

test('labels of other classes than the model knows are refused with both', () => {
  expect([...truthOf(['d', 'label'], TABLE.classes, 'new.csv')]).toEqual([2, 0]);
  expect(() => truthOf(['d', 'e'], TABLE.classes, 'new.csv')).toThrow(
    /new\.csv: e is not a class of the model, which knows label/,
  );
});
