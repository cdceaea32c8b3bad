import { DECODING_FIGURES } from './decoding.js';
import { EVALUATION_FIGURES } from './evaluation.js';
import type { Figures } from './figure.js';
import { MODEL_FIGURES } from './models.js';
import { PREPARATION_FIGURES } from './preparation.js';

export const FIGURES: Figures = {
  ...DECODING_FIGURES,
  ...MODEL_FIGURES,
  ...PREPARATION_FIGURES,
  ...EVALUATION_FIGURES,
};
