import { nameField } from '@selvedge/component/names';
import type { z } from '@selvedge/component/zod';
import { type NameCatalogue, type NamedDefinition, nameCatalogue } from '@selvedge/data/names';
import type { Monitor } from '../specs.generated.js';

/** Figures of a network on some rows. */
interface Figures {
  readonly loss: number;
  readonly accuracy: number;
}

/** A figure that a schedule or early stopping can watch. */
export interface MonitorDefinition extends NamedDefinition {
  readonly name: Monitor;
  /** Those that it is measured on. */
  readonly rows: 'validation' | 'train';
  /** The figure, turned so that smaller is better. */
  of(figures: Figures): number;
}

const loss = ({ loss }: Figures): number => loss;
const accuracy = ({ accuracy }: Figures): number => -accuracy;

export const monitors: NameCatalogue<MonitorDefinition> = nameCatalogue(
  { family: 'monitor', typeName: 'Monitor', description: 'A figure that is watched while a network is trained.' },
  [
    {
      name: 'validation-loss',
      description: 'Loss of the validation rows.',
      knownAs: ['val_loss'],
      rows: 'validation',
      of: loss,
    },
    {
      name: 'validation-accuracy',
      description: 'Accuracy on the validation rows.',
      knownAs: ['val_accuracy', 'val_acc'],
      rows: 'validation',
      of: accuracy,
    },
    {
      name: 'train-loss',
      description: 'Loss of the re-evaluated training rows.',
      knownAs: ['loss'],
      rows: 'train',
      of: loss,
    },
    {
      name: 'train-accuracy',
      description: 'Accuracy on the re-evaluated training rows.',
      knownAs: ['accuracy', 'acc'],
      rows: 'train',
      of: accuracy,
    },
  ],
);

export const monitorField: z.ZodType<Monitor> = (nameField(monitors) as unknown as z.ZodEnum)
  .default('validation-loss')
  .describe('The figure that is watched, of validation rows or of re-evaluated training rows.') as never;
