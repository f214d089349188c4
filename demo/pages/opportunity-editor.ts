/**
 * Adding and editing an opportunity, from the first look to the last answer. It works in any dialog: what opens and
 * closes is a shell, here the browser's own dialog and Bootstrap's. Owner and followers are the element's; all that
 * is done for them is one `POST` together with the rest, or one `save()` after it.
 */
import { describeResults } from 'crm-followers';
import type { Result } from 'crm-followers';
import type { Wanted } from './address.ts';
import type { Contacts } from './contacts.ts';
import { type Changed, crm, getToken, type Me, type Opportunity, Refusal, type RuleRun } from './crm.ts';
import { DiscardQuestion } from './discard-question.ts';
import { el, find, name } from './dom.ts';
import { showProblems, type Wrong } from './field-problems.ts';
import { notice, type NoticeName } from './notice.ts';
import { OpportunityForm, type Values } from './opportunity-form.ts';
import { whyNot } from './refusals.ts';
import { told } from './workflow.ts';

/** What a page with such a dialog is told. */
export interface EditorHost {
  readonly me: Me;
  readonly contacts: Contacts;
  /** What the page knows of it already, to be shown until the answer is here. */
  known(id: string): Opportunity | undefined;
  /** It was made or changed. */
  saved(opportunity: Changed<Opportunity>): void;
  /** What was being added exists, and is being edited from now on. */
  created(id: string): void;
  /** The viewer doesn't see it any more. */
  lost(id: string): void;
  /** All is done and the dialog is closed. */
  done(sentence: string): void;
  /** The dialog was closed before the answer came, and something in it has to be looked at. */
  trouble(sentence: string, review: () => void): void;
}

/** A dialog around the editor. */
export interface Shell {
  readonly shown: boolean;
  show(): void;
  /** Closes it without asking. */
  close(): void;
}

export class OpportunityEditor {
  saving = false;
  /** Undefined until it exists. */
  id: string | undefined;
  readonly #root: HTMLElement;
  readonly #host: EditorHost;
  readonly #shell: Shell;
  readonly #form: OpportunityForm;
  readonly #question: DiscardQuestion;
  #record: Partial<Opportunity> = {};
  #lost = false;

  constructor(root: HTMLElement, wanted: Wanted, host: EditorHost, shell: Shell) {
    this.#root = root;
    this.#host = host;
    this.#shell = shell;
    this.#form = new OpportunityForm(find<HTMLFormElement>('form', root), host.contacts);
    this.#question = new DiscardQuestion(root, () => shell.close());
    this.id = wanted.id;
    this.#form.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.save();
    });
    root.addEventListener('crm-followers-unsaved', (event) => {
      if (!this.mayClose()) event.preventDefault();
    });
    root.addEventListener('crm-followers-access-change', ({ detail }) => this.#accessChanged(detail.access));
    if (getToken) this.#form.people.getToken = getToken;
    if (wanted.id) void this.#edit(wanted.id);
    else this.#add(wanted.contactId);
    void host.contacts.load().then(
      () => this.#lost || this.#form.relabel(),
      () => {}, // Said when it matters: at Save.
    );
  }

  /** Whether it can go without anybody losing anything; else asks. A save that is under way goes on by itself. */
  mayClose(): boolean {
    if (this.saving || this.#lost || !this.#form.edited) return true;
    this.#question.ask();
    return false;
  }

  /** Escape where there is a question answers it. */
  keepEditing(): boolean {
    return this.#question.keep();
  }

  #add(contactId: string | null | undefined): void {
    const { people } = this.#form;
    const { me } = this.#host;
    people.draft = true;
    people.viewer = me;
    people.owner = me.id;
    this.#title('Add opportunity');
    this.#form.fill({ contactId });
    void this.#settlePeople();
  }

  async #edit(id: string): Promise<void> {
    const { people } = this.#form;
    people.saveMode = 'manual';
    people.recordId = id;
    const known = this.#host.known(id);
    if (known) this.#show(known);
    this.#busy(true);
    try {
      this.#show(await crm<Opportunity>(pathOf(id)));
      void this.#settlePeople();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#replace(noticeOf(error));
    } finally {
      this.#busy(false);
    }
    // It could not be focused before.
    const { activeElement } = document;
    if (this.#shell.shown && !find('[data-body]', this.#root).contains(activeElement)) {
      this.#root.querySelector<HTMLElement>('[autofocus]')?.focus();
    }
  }

  #show(opportunity: Opportunity): void {
    this.#record = opportunity;
    const { contact, canEdit } = opportunity;
    this.#title(canEdit ? 'Edit opportunity' : 'Opportunity');
    find('[data-subtitle]', this.#root).replaceChildren(
      contact
        ? el('a', { href: `/contact.html?id=${encodeURIComponent(contact.id)}` }, name(contact.name))
        : '',
    );
    this.#form.people.recordName = opportunity.name;
    this.#form.readonly = !canEdit;
    find('[data-save]', this.#root).hidden = !canEdit;
    find('[data-cancel-word]', this.#root).textContent = canEdit ? 'Cancel' : 'Close';
    this.#form.fill(opportunity);
  }

  #title(text: string): void {
    find('[data-title]', this.#root).textContent = text;
  }

  async #settlePeople(): Promise<void> {
    const { people } = this.#form;
    await people.ready;
    await people.updateComplete;
    this.#form.settlePeople();
  }

  async save(): Promise<void> {
    if (this.saving || find('[data-save]', this.#root).hidden) return;
    this.saving = true;
    this.#say('');
    // What is being saved can't be changed meanwhile; who pressed Enter in it waits at the button.
    find('[data-save]', this.#root).focus();
    this.#busy(true, 'Saving…');
    let wrong: readonly Wrong[];
    try {
      await this.#host.contacts.load();
      const read = this.#form.read();
      wrong = read.wrong;
      if (!wrong.length)
        await (this.id === undefined ? this.#create(read.values) : this.#update(this.id, read.values));
    } catch (error) {
      wrong = this.#refused(error);
    }
    this.saving = false;
    this.#busy(false);
    showProblems(this.#form.form, wrong);
  }

  /** All of it at once: either there is an opportunity with its people, or there is nothing. */
  async #create(values: Values): Promise<void> {
    const body = JSON.stringify(values);
    const { id, results, rules } = await crm<Changed<{ id: string; results: Result[] }>>('/opportunities', {
      method: 'POST',
      body,
    });
    this.id = id;
    const opportunity = await crm<Opportunity>(pathOf(id)).catch(() => ({ ...values, id, canEdit: true }));
    this.#host.saved(opportunity);
    const refused = results.filter(({ outcome }) => outcome === 'refused');
    if (!refused.length) return this.#finish(`“${values.name}” was created.`, rules);
    // It exists, so this is editing now.
    this.#show(opportunity);
    this.#host.created(id);
    const sentence = `The opportunity was created. ${describeResults(refused, { type: 'opportunity' })}`;
    if (this.#shell.shown) await this.#keepRefused(id);
    this.#needsALook(sentence, () => void this.#keepRefused(id));
  }

  /** What is in already is not asked for again; whoever was refused stays in the field, with the reason. */
  async #keepRefused(id: string): Promise<void> {
    await this.#form.people.save(id);
    await this.#settlePeople();
  }

  async #update(id: string, values: Values): Promise<void> {
    const change = difference(this.#record, values);
    let rules: readonly RuleRun[] | undefined;
    if (Object.keys(change).length) {
      const opportunity = await crm<Changed<Opportunity> | null>(pathOf(id), {
        method: 'PATCH',
        body: JSON.stringify(change),
      });
      // A workflow has cost the viewer the sight of it.
      if (!opportunity) {
        this.#lost = true;
        this.#host.lost(id);
        return this.#finish(`You no longer have access to “${values.name}”.`);
      }
      ({ rules } = opportunity);
      this.#host.saved(opportunity);
      this.#show(opportunity);
      // Whom a workflow has added is to be there before the own changes are made.
      if (rules) await this.#form.people.refresh();
    }
    const { results, message } = await this.#form.people.save();
    await this.#settlePeople();
    if (this.#lost) return this.#finish(`You no longer have access to “${values.name}”.`);
    if (results.some(({ outcome }) => outcome === 'refused')) this.#needsALook(message);
    else this.#finish(`“${values.name}” was saved.`, rules);
  }

  /** What of it belongs beside a field; anything else is said above them. */
  #refused(error: unknown): readonly Wrong[] {
    const refusal = error instanceof Refusal ? error : undefined;
    const wrong = this.#form.placed(refusal?.fields ?? []);
    if (wrong.length) {
      if (!this.#shell.shown) this.#needsALook('The opportunity was not saved.');
    } else if (refusal?.status === 0 && this.id === undefined) {
      this.#needsALook(
        'No answer came from the server. If the opportunity is not on the board yet, save again.',
      );
    } else {
      this.#needsALook(`Not saved. ${whyNot(error)}`);
    }
    return wrong;
  }

  #finish(sentence: string, rules?: readonly RuleRun[]): void {
    this.#shell.close();
    this.#host.done([sentence, told(rules)].join(' ').trim());
  }

  /** `review` is what is left to do when the dialog was closed and is looked at again. */
  #needsALook(sentence: string, review: () => void = () => {}): void {
    this.#say(sentence);
    if (this.#shell.shown) return;
    this.#host.trouble(sentence, () => {
      this.#shell.show();
      review();
    });
  }

  #say(sentence: string): void {
    find('[data-notice]', this.#root).textContent = sentence;
  }

  #accessChanged(access: 'none' | 'view' | 'edit'): void {
    if (this.id === undefined) return;
    if (access === 'none') {
      this.#lost = true;
      this.#host.lost(this.id);
      if (!this.saving) this.#replace('lost');
    } else if (!this.saving) {
      this.#form.readonly = access === 'view';
      find('[data-save]', this.#root).hidden = access === 'view';
    }
  }

  /** Nothing of the opportunity stays on the screen. */
  #replace(why: NoticeName): void {
    this.#lost = true;
    this.#title('Opportunity');
    find('[data-subtitle]', this.#root).replaceChildren();
    find('[data-save]', this.#root).hidden = true;
    find('[data-cancel-word]', this.#root).textContent = 'Close';
    const body = find('[data-body]', this.#root);
    body.replaceChildren(el('div', { class: 'notice' }, ...notice(why, () => location.reload(), WORDS)));
  }

  #busy(busy: boolean, word = 'Save'): void {
    const body = find('[data-body]', this.#root);
    body.ariaBusy = busy ? 'true' : null;
    body.inert = busy;
    const button = find('[data-save]', this.#root);
    button.textContent = busy ? word : 'Save';
    button.ariaDisabled = busy ? 'true' : null;
  }
}

const WORDS = { thing: 'opportunity', heading: 'h3' } as const;

const pathOf = (id: string) => `/opportunities/${encodeURIComponent(id)}`;

function noticeOf({ status }: Refusal): NoticeName {
  if (status === 401) return 'signed-out';
  return status === 404 || status === 400 ? 'missing' : 'failed';
}

/** The fields that are to be another, as a `PATCH` has them. */
function difference(
  record: Partial<Opportunity>,
  { name: title, contactId, value, stage, tags }: Values,
): object {
  const fields = { name: title, contactId, value, stage };
  const changed = Object.entries(fields).filter(
    ([key, now]) => now !== (record[key as keyof typeof fields] ?? null),
  );
  const had = record.tags ?? [];
  const add = tags?.filter((tag) => !had.includes(tag)) ?? [];
  const remove = tags ? had.filter((tag) => !tags.includes(tag)) : [];
  return { ...Object.fromEntries(changed), ...((add.length || remove.length) && { tags: { add, remove } }) };
}
