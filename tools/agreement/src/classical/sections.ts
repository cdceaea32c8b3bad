import { coverageSection, otherCoverageSection } from './coverage-section.js';
import { augmentationsSection, hogSection } from './images/section.js';
import type { Measure } from './measure.js';
import { metricsSection } from './metrics-section.js';
import { modelsSection, transformsSection } from './models/section.js';
import { rejectionsSection } from './rejections-section.js';
import { seedsSection } from './seeds/section.js';
import { splitsSection } from './splits-section.js';
import { wordsSection } from './words/section.js';

/** The sections of the page about classical models and statistics, by their headings. */
export const SECTIONS: Readonly<Record<string, (measure: Measure) => string | Promise<string>>> = {
  Metrics: metricsSection,
  Models: modelsSection,
  'Models that draw random numbers': seedsSection,
  Transforms: transformsSection,
  Augmentations: augmentationsSection,
  'Histograms of oriented gradients': hogSection,
  'Words and defaults': wordsSection,
  'Intervals of 95 %': coverageSection,
  'Intervals of the other metrics': otherCoverageSection,
  'Tests at 5 %': rejectionsSection,
  Splits: splitsSection,
};
