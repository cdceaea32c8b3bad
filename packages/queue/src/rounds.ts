/** Goes round the values of a map that changes meanwhile, a few at a time. */
export class Rounds<Value> {
  readonly #map: ReadonlyMap<string, Value>;
  #at: Iterator<Value>;

  constructor(map: ReadonlyMap<string, Value>) {
    this.#map = map;
    this.#at = map.values();
  }

  /**
   * @param most - of those that are wanted
   * @param seen - of those that are looked at
   */
  next(most: number, seen: number, isWanted: (value: Value) => boolean): Value[] {
    const found: Value[] = [];
    for (let left = Math.min(seen, this.#map.size); left > 0 && found.length < most; left--) {
      let { value, done } = this.#at.next();
      if (done) {
        this.#at = this.#map.values();
        ({ value, done } = this.#at.next());
        if (done) break;
      }
      if (isWanted(value as Value)) found.push(value as Value);
    }
    return found;
  }
}
