// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export { declarationOfNetwork } from './declaration/declaration-of.js';
export { networkObject } from './layers/network-object.js';
