/** Maps that can be put back as they were. Their values are replaced, never edited. */

/** What to do, newest last, to be where one was. */
export class Undo {
  readonly #steps: (() => void)[] = [];

  add(step: () => void): void {
    this.#steps.push(step);
  }

  /** From here, `backTo` takes back what came after. */
  mark(): number {
    return this.#steps.length;
  }

  backTo(mark: number): void {
    while (this.#steps.length > mark) this.#steps.pop()!();
  }
}

export class UndoableMap<V> extends Map<string, V> {
  /** Set for as long as changes may have to be taken back. */
  undo: Undo | undefined;

  override set(key: string, value: V): this {
    this.#remember(key);
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    this.#remember(key);
    return super.delete(key);
  }

  #remember(key: string): void {
    const [had, before] = [this.has(key), this.get(key)];
    this.undo?.add(() => (had ? super.set(key, before!) : super.delete(key)));
  }
}
