const NOT_RANDOM =
  "not random: createTransform({ kind: 'standardize' }), or 'scale', 'min-max'; in a pipeline file under `preprocess`";
const AT_READING =
  "pictures get their size where they are read: image: { size: 28 }; cut at random by { kind: 'random-resized-crop' }";
const SET = "write { kind: 'rand-augment' } or { kind: 'trivial-augment' }, which draw from such a set";
const BENT =
  "write { kind: 'shear', degrees: 10 }, { kind: 'rotate', degrees: 10 } and { kind: 'zoom', range: [0.9, 1.1] }";
const BRIGHTNESS = "write { kind: 'brightness', amount: 0.2 } or { kind: 'contrast', range: [0.8, 1.2] }";
const COLOURS =
  "{ kind: 'rand-augment' } has it among others; alone write { kind: 'brightness', amount: 0.2 } or { kind: 'contrast', range: [0.8, 1.2] }";
const AFFINE =
  "write { kind: 'rotate', degrees: 10 }, { kind: 'shift', pixels: 2 } and { kind: 'zoom', range: [0.9, 1.1] }";
const UPSIDE_DOWN = "write { kind: 'flip', axis: 'y' }";
const TABLES = "augmentations change images; for rare classes write classWeight: 'balanced' in the model";

/** What to write instead of augmentations that people expect from Keras, torchvision and albumentations. */
export const EXPECTED_AUGMENTATIONS: Readonly<Record<string, string>> = {
  standardize: NOT_RANDOM,
  normalize: NOT_RANDOM,
  scale: NOT_RANDOM,
  rescale: NOT_RANDOM,
  rescaling: NOT_RANDOM,
  'min-max': NOT_RANDOM,
  'to-tensor': NOT_RANDOM,
  resize: AT_READING,
  'center-crop': AT_READING,
  'auto-augment': SET,
  augmix: SET,
  'random-affine': AFFINE,
  affine: AFFINE,
  perspective: BENT,
  'random-perspective': BENT,
  elastic: BENT,
  'elastic-transform': BENT,
  posterize: COLOURS,
  solarize: COLOURS,
  invert: BRIGHTNESS,
  sharpness: COLOURS,
  equalize: COLOURS,
  jitter: BRIGHTNESS,
  mosaic: "write { kind: 'cutmix', alpha: 1 }, which joins two images",
  'flip-left-right': "write { kind: 'flip' }",
  'random-flip-left-right': "write { kind: 'flip' }",
  'flip-up-down': UPSIDE_DOWN,
  'vertical-flip': UPSIDE_DOWN,
  'random-vertical-flip': UPSIDE_DOWN,
  'flip-vertical': UPSIDE_DOWN,
  vflip: UPSIDE_DOWN,
  blur: 'a corruption of test images: evaluate: { robustness: { corruptions: [blur] } }',
  'gaussian-blur': 'a corruption of test images: evaluate: { robustness: { corruptions: [blur] } }',
  smote: TABLES,
  oversample: TABLES,
  oversampling: TABLES,
};
