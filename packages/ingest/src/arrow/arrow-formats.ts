import { type FormatDefinition, tableOptions } from '../formats/definition.js';

/** Loaded where a file is opened: Arrow's library takes longer to load than the rest of this package. */
const open: FormatDefinition['open'] = async (source, options) =>
  (await import('./read-arrow.js')).readArrow(source, tableOptions(options));

export const arrowFormat: FormatDefinition = {
  name: 'arrow',
  description: 'An Arrow IPC file, which Feather 2 is as well.',
  extensions: ['arrow', 'feather', 'ipc'],
  labels: 'inside',
  isWritten: true,
  open,
};

export const arrowStreamFormat: FormatDefinition = {
  name: 'arrow-stream',
  description: 'An Arrow IPC stream: no footer, so it can be read while it is written.',
  extensions: ['arrows'],
  labels: 'inside',
  isWritten: true,
  open,
};
