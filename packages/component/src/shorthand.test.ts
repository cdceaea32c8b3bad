import { z } from 'zod';
import { withCurrentNames } from './current-names.js';
import { defineComponent } from './definition.js';
import { explainIssues } from './explain.js';
import { shorthandCatalogue } from './shorthand.js';

interface PlainSpec {
  readonly kind: 'plain';
}
interface SlopedSpec {
  readonly kind: 'sloped';
  readonly alpha: number;
}
interface FilledSpec {
  readonly kind: 'filled';
  readonly value: number;
}

const family = 'shape';
const plain = defineComponent<PlainSpec>({
  family,
  kind: 'plain',
  description: 'Flat.',
  formerKind: 'flat',
  fields: {},
});
const sloped = defineComponent<SlopedSpec>({
  family,
  kind: 'sloped',
  description: 'Sloped.',
  fields: { alpha: z.number().default(0.3).describe('The slope.') },
});
const filled = defineComponent<FilledSpec>({
  family,
  kind: 'filled',
  description: 'Filled.',
  fields: { value: z.number().describe('With what.') },
});
const shapes = shorthandCatalogue(
  { family, typeName: 'ShapeSpec', description: 'A shape.', advice: { curved: "write 'sloped'" } },
  [plain, sloped, filled],
);
const schema = z.strictObject({ shape: shapes.shorthand });

const explained = (value: unknown): readonly string[] =>
  explainIssues(schema.safeParse(value).error?.issues ?? [], value, schema, 'the file').map(({ message }) => message);

describe('shorthandCatalogue(described, definitions)', () => {
  test('takes a kind alone for a specification', () => {
    expect(shapes.names).toEqual(['plain', 'sloped']);
    expect(shapes.checked('sloped')).toEqual({ kind: 'sloped', alpha: 0.3 });
    expect(shapes.checked({ kind: 'sloped', alpha: 1 })).toEqual({ kind: 'sloped', alpha: 1 });
    expect(schema.parse({ shape: 'plain' })).toEqual({ shape: 'plain' });
  });

  test.each([
    ['plian', "shape: got 'plian'; did you mean 'plain'?"],
    ['curved', "shape: got 'curved'; write 'sloped'"],
    [{ kind: 'curved' }, "shape.kind: got 'curved'; write 'sloped'"],
    ['flat', "shape: got 'flat'; renamed to 'plain'"],
    ['filled', "shape: got 'filled'; need one of plain, sloped"],
    [{ kind: 'flat' }, "shape.kind: got 'flat'; renamed to 'plain'"],
    [{ kind: 'sloped', alpa: 2 }, "shape: unknown key 'alpa'; did you mean 'alpha'?"],
    [{ kind: 'filled' }, 'shape.value is missing; need a number'],
    [3, 'shape: got 3; need one of plain, sloped'],
  ])('refuses %j', (shape, message) => {
    expect(explained({ shape })).toEqual([message]);
    expect(() => shapes.checked(shape)).toThrow(expect.objectContaining({ code: 'invalid-argument' }));
  });

  test('reads former kinds of saved files', () => {
    expect(withCurrentNames(schema, { shape: 'flat' })).toEqual({ shape: 'plain' });
    expect(withCurrentNames(schema, { shape: { kind: 'flat' } })).toEqual({ shape: { kind: 'plain' } });
  });
});
