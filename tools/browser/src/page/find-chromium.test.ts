import { findChromium } from './find-chromium.js';

test('takes the program that CHROMIUM names', async () => {
  expect(await findChromium({ CHROMIUM: process.execPath })).toBe(process.execPath);
});

test('says what to install where there is none', async () => {
  await expect(findChromium({ CHROMIUM: '/no/chromium' })).rejects.toThrow('CHROMIUM is /no/chromium');
});
