/**
 * Every contact the viewer sees, to be chosen from by name. Loaded once a page and only when a form is opened, a
 * hundred at a time: it can be filled in while the last ones are still coming.
 */
import { type Contact, pages } from './crm.ts';
import { el } from './dom.ts';

export class Contacts {
  readonly #labels = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  #loading: Promise<void> | undefined;
  /** For a `<datalist>` of the page, which every form of it refers to. */
  readonly #list: HTMLDataListElement;

  constructor(list: HTMLDataListElement) {
    this.#list = list;
  }

  /** Resolves when all are here; throws as `crm` does, and can then be called again. */
  load(): Promise<void> {
    return (this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    }));
  }

  async #load(): Promise<void> {
    for await (const page of pages<Contact>('/contacts')) {
      for (const contact of page) {
        const name = [contact.name, contact.company].filter(Boolean).join(' · ');
        const label = this.#ids.has(name) ? `${name} · ${contact.id}` : name;
        if (this.#labels.has(contact.id)) continue;
        this.#ids.set(label, contact.id);
        this.#labels.set(contact.id, label);
      }
    }
    const labels = [...this.#ids.keys()].sort(COLLATOR.compare);
    this.#list.replaceChildren(...labels.map((value) => el('option', { value })));
  }

  /** What a form shows for this contact; nothing for one the viewer doesn't see. */
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
