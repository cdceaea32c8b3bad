import { describe, expect, test } from '@jest/globals';
import { dataset, matrix } from '@selvedge/data';
import { likeTraining } from './like-training.js';

const rows = (columns: readonly string[] | undefined, values: number[], labels: number[], classes: string[]) =>
  dataset({
    name: 'rows',
    features: matrix(Float64Array.from(values), labels.length, values.length / labels.length),
    labels: Uint16Array.from(labels),
    classes,
    shape: [values.length / labels.length],
    ...(columns && { columns }),
    provenance: { source: 'here', steps: [] },
  });
const train = rows(['w', 'x', 'y'], [1, 2, 3, 4, 5, 6], [0, 1], ['3', '7']);

describe('rows of another file', () => {
  test('have their named columns put in the order of the training rows', () => {
    const test = likeTraining(rows(['y', 'w', 'x'], [30, 10, 20, 60, 40, 50], [0, 1], ['3', '7']), train, 't.csv');
    expect(Array.from(test.features.values)).toEqual([10, 20, 30, 40, 50, 60]);
    expect(test.columns).toEqual(['w', 'x', 'y']);
  });

  test('find classes that are numbers however they are written', () => {
    expect(Array.from(likeTraining(rows(undefined, [1, 2, 3], [0], ['7.0']), train, 't.csv').labels)).toEqual([1]);
  });

  test('are not taken for others by line ends in names of classes', () => {
    const [one, two] = [
      ['a\nb', 'c'],
      ['a', 'b\nc'],
    ].map((classes) => rows(undefined, [1, 2], [0, 1], classes));
    expect(() => likeTraining(one, two, 't.csv')).toThrow('of no training row');
  });

  test('find their classes by name and may lack some', () => {
    expect(Array.from(likeTraining(rows(undefined, [1, 2, 3], [0], ['7']), train, 't.csv').labels)).toEqual([1]);
  });

  test('are refused by the names of columns and classes', () => {
    expect(() => likeTraining(rows(['w', 'x', 'z'], [1, 2, 3], [0], ['3']), train, 't.csv')).toThrow(
      't.csv: the rows lack y and also have z; need the columns of the training rows: w, x, y. Rename them',
    );
    expect(() => likeTraining(rows(['w', 'x', 'y', 'z'], [1, 2, 3, 4], [0], ['3']), train, 't.csv')).toThrow(
      /also have z; .* Write 'features: \[w, x, y\]' under 'data'/,
    );
    expect(() => likeTraining(rows(undefined, [1, 2, 3], [0], ['8']), train, 't.csv')).toThrow(
      't.csv: 8 is a class of no training row; those are 3, 7.',
    );
  });
});
