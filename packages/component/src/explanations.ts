// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export { checkedBy } from './check.js';
export { explainIssues } from './explain.js';
export { partAt, pathText } from './path.js';
