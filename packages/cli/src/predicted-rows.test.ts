import { matrix } from '@selvedge/data';
import { encodeResult, truthOf } from './predicted-rows.js';

const TABLE = {
  classes: ['label', 'b,c', 'd'],
  predicted: Uint16Array.of(1, 0),
  probabilities: matrix(Float32Array.of(0.25, 0.5, 0.25, 0.5, 0.125, 0.375), 2, 3),
  ids: ['x1', 'x2'],
};

test('predictions are a table: id, label, further labels, a share for each class', async () => {
  expect(await encodeResult(TABLE, 'csv', { topK: 2 })).toBe(
    'row,id,label,probability,label2,probability2,class label,"b,c",d\n' +
      '0,x1,"b,c",0.5,label,0.25,0.25,0.5,0.25\n1,x2,label,0.5,d,0.375,0.5,0.125,0.375\n',
  );
  const [first] = String(await encodeResult(TABLE, 'jsonl')).split('\n');
  expect(JSON.parse(first)).toEqual({
    row: 0,
    id: 'x1',
    label: 'b,c',
    probability: 0.5,
    probabilities: { label: 0.25, 'b,c': 0.5, d: 0.25 },
  });
  expect(Buffer.from((await encodeResult(TABLE, 'parquet')) as Uint8Array).toString('latin1', 0, 4)).toBe('PAR1');
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

test('columns of classes are left out where that is asked for, and refused where they are too many numbers', async () => {
  const options = { topK: 3, classColumns: false };
  expect(await encodeResult(TABLE, 'csv', options)).toBe(
    'row,id,label,probability,label2,probability2,label3,probability3\n' +
      '0,x1,"b,c",0.5,label,0.25,d,0.25\n1,x2,label,0.5,d,0.375,"b,c",0.125\n',
  );
  expect(String(await encodeResult(TABLE, 'jsonl', options))).not.toContain('probabilities');
  const clash = { ...TABLE, classes: ['label', 'class label', 'd'] };
  expect(String(await encodeResult(clash, 'csv'))).toMatch(
    /^row,id,label,probability,class class label,class label,d\n/,
  );
  const classes = Array.from({ length: 10_000 }, (_, at) => `c${at}`);
  const rows = 3000;
  const many = {
    classes,
    predicted: new Uint16Array(rows),
    probabilities: matrix(new Float32Array(3e7), rows, 10_000),
  };
  await expect(encodeResult(many, 'csv')).rejects.toThrow(
    '30000000 numbers, and at most 20000000 are written; pass --no-class-columns',
  );
  const lines = String(await encodeResult(many, 'csv', { topK: 2, classColumns: false })).split('\n');
  expect(lines[rows]).toBe('2999,c0,0,c1,0');
});
