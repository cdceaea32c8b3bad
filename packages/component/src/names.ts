// What packages of Selvedge need from this one, and people who use it do not. It may change in any release.

export { withCurrentNames } from './current-names.js';
export { formerWords, kindOf } from './former-names.js';
export { advised, advisedAs, guessedValues, guessedWords } from './guessed-names.js';
export { nameField } from './name-field.js';
