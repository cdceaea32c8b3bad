import { type ClassifierDefinition, defineClassifier, type SpecOf } from '@selvedge/component';
import type { NearestCentroidParams } from '../specs.generated.js';
import { loadNearestCentroid, NearestCentroid, nearestCentroidDefinition } from './nearest-centroid.js';

export const nearestCentroid: ClassifierDefinition<SpecOf<'nearest-centroid', NearestCentroidParams>> =
  defineClassifier(nearestCentroidDefinition, {
    create: ({ kind: _, ...params }) => new NearestCentroid(params),
    load: loadNearestCentroid,
    usesSeed: false,
    usesRuntime: false,
    contract: [{}],
  });
