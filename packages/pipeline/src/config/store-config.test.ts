import { createSigningKeys } from '@selvedge/workflow/signing';
import { storeConfig } from './store-config.js';

test('an address alone is enough, and a relative folder begins at the configuration', () => {
  expect(storeConfig('https://cache.example.org', '/project')).toEqual({ url: 'https://cache.example.org' });
  expect(storeConfig({ url: '../store', writing: 'off' }, '/home/project')).toEqual({
    url: '/home/store',
    writing: 'off',
  });
});

test('keys are kept', () => {
  const { publicKey } = createSigningKeys();
  expect(storeConfig({ url: 'store', trustedKeys: [publicKey] }, '/p')).toMatchObject({ trustedKeys: [publicKey] });
});

test.each([
  [7, /need store:/],
  [null, /need store:/],
  [['https://x'], /need store:/],
  [{}, /need store:/],
  [{ url: 7 }, /need store:/],
  [{ url: 'https://x', token: 'abc' }, /field 'token'/],
  ['ftp://x', /begins with https/],
  ['https://ada:secret@x', /SELVEDGE_STORE_TOKEN/],
  [{ url: 'https://x', writing: true }, /'on' or 'off'/],
  [{ url: 'https://x', trustedKeys: [] }, /list of public keys/],
  [{ url: 'https://x', trustedKeys: ['abc'] }, /public key/],
])('%j is refused', (given, why) => {
  expect(() => storeConfig(given, '/p')).toThrow(why);
});
