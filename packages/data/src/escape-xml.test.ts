import { escapeXml } from './escape-xml.js';

test('a text that is escaped is XML, whatever it holds', () => {
  expect(escapeXml(`<a b="c" d='e'> & \u0000\u001b[31m\ud800é😀`)).toBe(
    '&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt; &amp; [31mé😀',
  );
});
