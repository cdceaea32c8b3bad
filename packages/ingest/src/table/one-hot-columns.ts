import { type NumberColumn, type TableReadOptions, type TextColumn, unsupportedTable } from './table.js';

/** The texts of columns that are categories, by the column's name. */
export type Categories = ReadonlyMap<string, readonly string[]>;

/** More texts than this are not categories. */
const MAX_CATEGORIES = 1000;

/** Collects the texts of columns, one batch after another. */
export class CategoryScan {
  readonly #path: string;
  readonly #found = new Map<string, Set<string>>();

  constructor(path: string) {
    this.#path = path;
  }

  add(features: readonly (NumberColumn | TextColumn)[], { missing = 'error' }: TableReadOptions): void {
    for (const column of features) {
      if (!('texts' in column)) continue;
      const texts = this.#found.get(column.name) ?? new Set();
      this.#found.set(column.name, texts);
      for (const text of column.texts) {
        if (text !== null) texts.add(text);
        else if (missing === 'error') {
          throw unsupportedTable(
            this.#path,
            `column '${column.name}' has missing values; fill or drop these rows, or pass missing: 'nan' to have them 0 in every category`,
          );
        }
      }
      if (texts.size > MAX_CATEGORIES) {
        throw unsupportedTable(
          this.#path,
          `column '${column.name}' holds more than ${MAX_CATEGORIES} different texts, too many for categories. Leave it out with drop: ${JSON.stringify(column.name)}`,
        );
      }
    }
  }

  /** Each list in ascending order. */
  get categories(): Categories {
    return new Map([...this.#found].map(([name, texts]) => [name, [...texts].sort((a, b) => (a < b ? -1 : 1))]));
  }
}

/** The name of the column for a category. */
export const oneHotName = (column: string, category: string): string => `${column}=${category}`;

/**
 * Columns of texts as columns of 0 and 1, one for each category.
 *
 * @param onUnknown - is given texts that are none of the categories
 */
export function oneHotColumns(
  features: readonly (NumberColumn | TextColumn)[],
  categories: Categories,
  onUnknown: (column: string, text: string) => void = () => undefined,
): readonly NumberColumn[] {
  return features.flatMap((column): readonly NumberColumn[] => {
    const { name } = column;
    const names = categories.get(name);
    if (!names && 'numbers' in column) return [column];
    return names ? oneHot(name, names, textsOf(column), onUnknown) : [];
  });
}

/** Where the categories are numbers in one file they may be texts in another. */
const textsOf = (column: NumberColumn | TextColumn): readonly (string | null)[] =>
  'texts' in column
    ? column.texts
    : Array.from(column.numbers as ArrayLike<number>, (value, row) =>
        Number.isNaN(value) ? null : (column.written?.[row] ?? String(value)),
      );

function oneHot(
  name: string,
  names: readonly string[],
  texts: readonly (string | null)[],
  onUnknown: (column: string, text: string) => void,
): readonly NumberColumn[] {
  const places = new Map(names.map((category, at) => [category, at]));
  const numbers = names.map(() => new Uint8Array(texts.length));
  for (const [row, text] of texts.entries()) {
    if (text === null) continue;
    const at = places.get(text);
    if (at === undefined) onUnknown(name, text);
    else numbers[at][row] = 1;
  }
  return names.map((category, at) => ({ name: oneHotName(name, category), numbers: numbers[at], width: 1 }));
}

/**
 * The columns of a file that give a model its columns, and the categories among them; undefined for a name that no
 * column gives.
 */
export function columnsFor(
  wanted: readonly string[],
  names: readonly string[],
): { readonly features: readonly string[]; readonly categories: Categories; readonly lacking: readonly string[] } {
  const known = new Set(names);
  const features = new Set<string>();
  const categories = new Map<string, string[]>();
  const lacking: string[] = [];
  for (const name of wanted) {
    if (known.has(name)) {
      features.add(name);
      continue;
    }
    // The longest, for a name may hold the sign itself.
    const [column] = names.filter((each) => name.startsWith(oneHotName(each, ''))).sort((a, b) => b.length - a.length);
    if (column === undefined) {
      lacking.push(name);
      continue;
    }
    features.add(column);
    categories.set(column, [...(categories.get(column) ?? []), name.slice(column.length + 1)]);
  }
  return { features: [...features], categories, lacking };
}
