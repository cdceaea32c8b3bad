import type { Plugin } from '@selvedge/pipeline';
import { FLAWS } from './flaws.js';
import { NETWORKS } from './networks.js';

/** What the pipeline files of the studies name beside what comes with Selvedge. */
export const studiesPlugin: Plugin = { name: 'studies', networks: NETWORKS, flaws: FLAWS };
