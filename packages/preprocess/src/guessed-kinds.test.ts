import { SelvedgeError } from '@selvedge/data';
import { augmentations } from './augment/augmentations.js';
import { EXPECTED_AUGMENTATIONS } from './augment/expected-augmentations.js';
import { EXPECTED_TRANSFORMS } from './transforms/expected-transforms.js';
import { transforms } from './transforms/transforms.js';

describe.each([
  ['transform', transforms, EXPECTED_TRANSFORMS],
  ['augmentation', augmentations, EXPECTED_AUGMENTATIONS],
] as const)('a guessed %s', (_, catalogue, expected) => {
  test.each(Object.keys(expected))('%s is answered with what to write', (kind) => {
    expect(() => catalogue.definitionOf(kind)).toThrow(SelvedgeError);
    expect(() => catalogue.definitionOf(kind)).toThrow(expected[kind]);
  });
});
