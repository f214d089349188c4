/**
 * The fields of an opportunity: filled from a record, read as what a request holds. The followers are one of them,
 * and are read like the others: from the form's data. It sends nothing.
 */
import type { Contacts } from './contacts.ts';
import type { FieldProblem, Opportunity } from './crm.ts';
import { el, find } from './dom.ts';
import { forgetProblemsOnInput, type Wrong } from './field-problems.ts';
import { readMoney, STAGES, stageName } from './opportunity.ts';

/** What a `POST` of a new opportunity holds. */
export interface Values {
  name: string;
  contactId: string | null;
  value: number | null;
  stage: string;
  /** Missing where the form has no field for them. */
  tags?: string[];
  owner?: string;
  followers: string[];
}

const PEOPLE = ['owner', 'followers'];

export class OpportunityForm {
  readonly form: HTMLFormElement;
  readonly people: HTMLElementTagNameMap['crm-followers'];
  readonly #contacts: Contacts;
  #filled: { contactId: string | null; contact: string } = { contactId: null, contact: '' };
  #before = '';
  #peopleBefore: string | undefined;

  constructor(form: HTMLFormElement, contacts: Contacts) {
    this.form = form;
    this.people = find('crm-followers', form);
    this.#contacts = contacts;
    this.#control('stage').append(...STAGES.map((stage) => el('option', { value: stage }, stageName(stage))));
    forgetProblemsOnInput(form);
  }

  /** Shows an opportunity, or what is known of it by now; what it shows counts as unchanged. */
  fill({ name = '', contactId = null, contact, value, stage, tags = [] }: Partial<Opportunity>): void {
    const label = contactId ? this.#contacts.labelOf(contactId) || contact?.name || '' : '';
    this.#control('name').value = name;
    this.#control('contact').value = label;
    this.#control('value').value = typeof value === 'number' ? value.toLocaleString('en-GB') : '';
    this.#control('stage').value = stage ?? 'new';
    if (this.#tags) this.#tags.value = tags.join(', ');
    this.#filled = { contactId, contact: label };
    this.#before = this.#fields();
  }

  /** The contacts are here: the field says which one it is, unless somebody is writing in it. */
  relabel(): void {
    const control = this.#control('contact');
    const { contactId, contact } = this.#filled;
    const label = contactId && this.#contacts.labelOf(contactId);
    if (!label || control.value !== contact) return;
    const untouched = this.#fields() === this.#before;
    control.value = this.#filled.contact = label;
    if (untouched) this.#before = this.#fields();
  }

  /** From here on, owner and followers as they are count as unchanged. */
  settlePeople(): void {
    this.#peopleBefore = this.#names();
  }

  /** Whether anything would be lost. Who follows counts from the first `settlePeople` on. */
  get edited(): boolean {
    const people = this.#peopleBefore;
    return this.#fields() !== this.#before || (people !== undefined && this.#names() !== people);
  }

  set readonly(readonly: boolean) {
    for (const name of ['name', 'contact', 'value']) {
      (this.#control(name) as HTMLInputElement).readOnly = readonly;
    }
    this.#control('stage').disabled = readonly;
    if (this.#tags) this.#tags.readOnly = readonly;
    this.people.readonly = readonly;
  }

  /** What is in the form, and what of it can't be sent as it is. */
  read(): { values: Values; wrong: readonly Wrong[] } {
    const data = new FormData(this.form);
    const text = (name: string) => data.getAll(name).map(String).join().trim();
    const wrong: Wrong[] = [];
    if (!text('name')) wrong.push(['name', 'Give it a name.']);
    const contactId = this.#contactOf(text('contact'), wrong);
    const value = readMoney(text('value'));
    if (Number.isNaN(value)) wrong.push(['value', 'Whole euros, such as 18,400.']);
    const owner = text('owner');
    const followers = data.getAll('followers').map(String);
    const values = {
      name: text('name'),
      contactId,
      value,
      stage: text('stage'),
      ...(this.#tags && { tags: readTags(this.#tags.value) }),
      ...(owner && { owner }),
      followers,
    };
    return { values, wrong };
  }

  /** What the server said of the fields, as far as they are here. */
  placed(problems: readonly FieldProblem[]): readonly Wrong[] {
    const wrong = problems.map(({ name, detail }): Wrong => [placeOf(name), detail]);
    return wrong.filter(([name]) => this.form.querySelector(`[data-field=${CSS.escape(name)}]`));
  }

  #contactOf(text: string, wrong: Wrong[]): string | null {
    // As it was, whether or not the viewer sees that contact.
    const { contactId, contact } = this.#filled;
    if (contactId && text === contact) return contactId;
    const meant = this.#contacts.meant(text);
    if (!text) wrong.push(['contact', 'Choose a contact.']);
    else if (!meant.length) wrong.push(['contact', 'There is no such contact. Choose one from the list.']);
    else if (meant.length > 1)
      wrong.push(['contact', `${meant.length} contacts begin so. Choose one from the list.`]);
    return meant[0] ?? null;
  }

  /** Not every form has it. */
  get #tags(): HTMLInputElement | null {
    return this.form.querySelector('[name=tags]');
  }

  #control(name: string): HTMLInputElement | HTMLSelectElement {
    return find(`[name=${name}]`, this.form);
  }

  /** The page's own fields as one text, to be compared. */
  #fields(): string {
    const entries = [...new FormData(this.form)].filter(([name]) => !PEOPLE.includes(name));
    return JSON.stringify(entries);
  }

  #names(): string {
    return JSON.stringify([this.people.owner, ...[...this.people.value].sort()]);
  }
}

/** Tags as the server keeps them, so that only what is another tag counts as a change. */
function readTags(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase());
  return [...new Set(tags.filter(Boolean))];
}

/** Fields here by the names that the server has for them. */
function placeOf(name: string): string {
  if (name === 'contactId') return 'contact';
  return PEOPLE.includes(name) ? 'people' : name;
}
