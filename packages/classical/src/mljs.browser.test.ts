import { importMljs } from './mljs.browser.js';

test("engine 'mljs' is refused in browsers with the line to write", async () => {
  await expect(importMljs()).rejects.toMatchObject({ code: 'unsupported', message: /write engine: 'native'/ });
});
