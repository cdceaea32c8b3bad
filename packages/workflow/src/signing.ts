export { checkPublicKey, createSigningKeys, isSignedBy, SigningKey } from './signing/signing-keys.js';
