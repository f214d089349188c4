/**
 * Every record of a kind that the viewer sees, to be chosen from by name. Loaded once a page and only when a form is
 * opened, a hundred at a time: it can be filled in while the last ones are still coming.
 */
import { pages } from './crm.ts';
import { el } from './dom.ts';

export class Choices<T extends { id: string }> {
  readonly #labels = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  #loading: Promise<void> | undefined;
  readonly #list: HTMLDataListElement;
  readonly #path: string;
  readonly #name: (record: T) => string;

  /** `list` is of the page; every form of it refers to it. `name` is what a record is chosen by. */
  constructor(list: HTMLDataListElement, path: string, name: (record: T) => string) {
    this.#list = list;
    this.#path = path;
    this.#name = name;
  }

  /** Resolves when all are here; throws as `crm` does, and can then be called again. */
  load(): Promise<void> {
    return (this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    }));
  }

  async #load(): Promise<void> {
    for await (const page of pages<T>(this.#path)) {
      for (const record of page) {
        const name = this.#name(record);
        const label = this.#ids.has(name) ? `${name} · ${record.id}` : name;
        if (this.#labels.has(record.id)) continue;
        this.#ids.set(label, record.id);
        this.#labels.set(record.id, label);
      }
    }
    const labels = [...this.#ids.keys()].sort(COLLATOR.compare);
    this.#list.replaceChildren(...labels.map((value) => el('option', { value })));
  }

  /** What a form shows for this record; nothing for one the viewer doesn't see. */
  labelOf(id: string): string {
    return this.#labels.get(id) ?? '';
  }

  /** Whom somebody means who typed this: a choice of the list, or the beginning of one. */
  meant(text: string): string[] {
    const wanted = plain(text);
    if (!wanted) return [];
    const exact = this.#ids.get(text.trim());
    if (exact) return [exact];
    const begun = [...this.#ids].filter(([label]) => `${plain(label)} `.startsWith(wanted));
    const whole = begun.filter(([label]) => plain(label.split(' · ')[0]!) === wanted);
    return (whole.length ? whole : begun).map(([, id]) => id);
  }
}

const COLLATOR = new Intl.Collator('en');

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s·]+/g, ' ')
    .trim()
    .toLowerCase();
