/** The earliest of some events comes first; of equals, that which was put in first. */
export class Heap<T> {
  readonly #items: { readonly time: number; readonly order: number; readonly value: T }[] = [];
  #order = 0;

  get size(): number {
    return this.#items.length;
  }

  push(time: number, value: T): void {
    const items = this.#items;
    items.push({ time, order: this.#order++, value });
    for (let at = items.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** @throws Error where there is none */
  pop(): { readonly time: number; readonly value: T } {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (!first || !last) throw new Error('internal: there is no event');
    if (items.length === 0) return first;
    items[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const next = right < items.length && this.#isBefore(right, left) ? right : left;
      if (next >= items.length || !this.#isBefore(next, at)) break;
      this.#swap(at, next);
      at = next;
    }
    return first;
  }

  #isBefore(a: number, b: number): boolean {
    const [one, two] = [this.#items[a], this.#items[b]];
    return one.time < two.time || (one.time === two.time && one.order < two.order);
  }

  #swap(a: number, b: number): void {
    [this.#items[a], this.#items[b]] = [this.#items[b], this.#items[a]];
  }
}
