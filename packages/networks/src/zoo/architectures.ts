import { convnet } from './convnet.js';
import type { ArchitectureDefinition } from './definition.js';
import { googlenet, googlenetFull } from './googlenet.js';
import { lenet } from './lenet.js';
import { mlp } from './mlp.js';
import { resnet9 } from './resnet9.js';

/** Every architecture by name. */
export const architectures: readonly ArchitectureDefinition[] = [
  mlp,
  convnet,
  lenet,
  googlenet,
  googlenetFull,
  resnet9,
];
