import { withPart } from './page.js';

test('withPart(page, name, text) replaces a part and leaves the others', () => {
  const page = withPart(withPart('# Page\n', 'a', 'one'), 'b', 'two');
  expect(withPart(page, 'a', 'three')).toBe(
    '# Page\n\n<!-- begin a -->\n\nthree\n\n<!-- end a -->\n\n<!-- begin b -->\n\ntwo\n\n<!-- end b -->\n',
  );
});
