// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export { builtModule } from './built-module.js';
export { counted } from './counted.js';
export { escapeXml } from './escape-xml.js';
export { listed } from './listed.js';
