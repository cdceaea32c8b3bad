import { SelvedgeError } from '@selvedge/data';

const CONVENTIONAL: readonly string[] = ['label', 'class', 'target', 'y'];

/** The column that holds labels by convention, in any case: label, else class, else target, else y; -1 for none. */
export function conventionalLabel(names: readonly string[]): number {
  const plain = names.map((name) => name.trim().toLowerCase());
  return CONVENTIONAL.map((name) => plain.indexOf(name)).find((at) => at >= 0) ?? -1;
}

/** No column is the label by its name, and to take one of them would be a guess. */
export function unnamedLabel(path: string, names: readonly string[]): SelvedgeError {
  const last = names.at(-1) ?? '';
  const shown = names.slice(0, 12).join(', ') + (names.length > 12 ? `, ... (${names.length} columns)` : '');
  return new SelvedgeError(
    'corrupt-file',
    `${path}: no column is named ${CONVENTIONAL.join(', ')}, so the label is not known; columns are ${shown}. ` +
      `Name it: 'label: ${last}' under 'data' in a pipeline file, --label ${last} on the command line, { label: '${last}' } in code.`,
  );
}
