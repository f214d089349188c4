/**
 * The combobox that finds a person: for adding followers and, as a single choice, for the owner.
 * Keys and popup are `controllers/combobox-controller.ts`, searching is `controllers/search-controller.ts`,
 * options are `option-rows.ts` and `listbox.ts`; here they become one control.
 */
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { Announcer } from '../controllers/announcer.ts';
import { ComboboxController, type ComboboxDelegate } from '../controllers/combobox-controller.ts';
import { keepInSight } from '../controllers/placement.ts';
import { SearchController } from '../controllers/search-controller.ts';
import type { Role } from '../core/policy.ts';
import type { User } from '../core/record.ts';
import type { Overlay } from '../data/overlay.ts';
import type { Words } from '../locales/messages.ts';
import { icon } from './icons.ts';
import { Listbox, type Row } from './listbox.ts';
import { rowsOf } from './option-rows.ts';
import { facts, type View } from './view.ts';

/** Who is told of what the viewer does. */
export interface PickerDelegate {
  /** The viewer chose somebody whom the list offers. */
  pick(user: User, picker: Picker): void;
  /** The viewer chose somebody who can't be chosen. */
  refuse(user: User, picker: Picker): void;
  /** The list closed, for whatever reason. */
  closed(picker: Picker): void;
  /** Backspace in the empty text. */
  leaveBackwards(picker: Picker): void;
  /** A key was used up. */
  consumed(key: string): void;
}

export type PickerHost = LitElement & { readonly overlay: Overlay; readonly announcer: Announcer };

/** What a view puts into and around the field. */
export interface Setting {
  /** Said in the list while it is open. */
  message?: TemplateResult | typeof nothing;
  /** Inside the box, above the text. */
  chips?: TemplateResult | typeof nothing;
  /** Name of the text, where the page has one for it. */
  label?: string | undefined;
  placeholder?: string | undefined;
  /** Below the options. */
  foot?: TemplateResult | typeof nothing;
}

const idsOf = (role: Role) => ({
  picker: `${role}-picker`,
  input: `${role}-input`,
  list: `${role}-list`,
  hint: `${role}-hint`,
});
/** Put together once, and not in each element of a page. */
const IDS = { owner: idsOf('owner'), follower: idsOf('follower') };

export class Picker implements ComboboxDelegate, ReactiveController {
  /** The owner's picker is drawn only while it is used. */
  active = false;
  /** Something was chosen since the list opened, so that what is said of it belongs into the list. */
  speaks = false;
  readonly combobox: ComboboxController;
  readonly search: SearchController;
  readonly role: Role;
  readonly #host: PickerHost;
  readonly #delegate: PickerDelegate;
  #rows: Row[] = [];
  #listbox: Listbox | undefined;
  #words: Words | undefined;
  #announced: unknown;

  constructor(host: PickerHost, role: Role, delegate: PickerDelegate) {
    this.#host = host;
    this.role = role;
    this.#delegate = delegate;
    const { overlay } = host;
    this.search = new SearchController(host, () => {
      const { source, store } = overlay;
      return source && { directory: source.directory(overlay.users), record: store?.record };
    });
    this.combobox = new ComboboxController(host, this);
    host.addController(this);
  }

  get input(): HTMLInputElement | null {
    return this.#find('input[role=combobox]');
  }

  get popup(): HTMLElement | null {
    return this.#find('.pop');
  }

  /** While others are sought, those still shown answer another query: nothing to move to. */
  get options(): string[] {
    return this.search.state.status === 'searching' ? [] : this.#rows.map(({ id }) => id);
  }

  #find<E extends HTMLElement>(selector: string): E | null {
    return this.#host.renderRoot?.querySelector<E>(`#${IDS[this.role].picker} ${selector}`) ?? null;
  }

  /** Shows the owner's picker and opens its list. */
  async open(): Promise<void> {
    this.active = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.input?.focus();
    this.combobox.show();
  }

  /** Empties the text too, as for another viewer or another record. */
  reset(): void {
    this.combobox.hide();
    if (this.input) this.input.value = '';
  }

  requestPeople(query: string): void {
    this.search.search(query);
  }

  opened(): void {
    this.speaks = false;
  }

  closed(): void {
    // Found for one query and one record; the next time starts anew.
    this.search.clear();
    this.#listbox?.reset();
    this.#host.announcer.hush();
    this.#delegate.closed(this);
  }

  leaveBackwards(): void {
    this.#delegate.leaveBackwards(this);
  }

  consumed(key: string): void {
    this.#delegate.consumed(key);
  }

  enter(): boolean {
    const { status } = this.search.state;
    if (status === 'failed') this.search.retry();
    return status === 'failed' || status === 'searching';
  }

  commit(id: string): void {
    const user = this.search.state.people.find((person) => person.id === id);
    const row = this.#rows.find((each) => each.id === id);
    if (!user || !row) return;
    if (row.disabled || row.selected) return this.#delegate.refuse(user, this);
    const { input } = this;
    // The text goes, the list stays as it is: the next pick is one key away.
    if (input) input.value = '';
    this.speaks = true;
    this.#delegate.pick(user, this);
  }

  activated(id: string | undefined): void {
    const element = this.#listbox?.activate(id);
    const { input } = this;
    if (element) input?.setAttribute('aria-activedescendant', element);
    else input?.removeAttribute('aria-activedescendant');
  }

  /** Lit has drawn everything but the options. They come before the popup is shown, which is laid out then. */
  hostUpdated(): void {
    const list = this.combobox.state.expanded ? this.#find('[role=listbox]') : null;
    if (list) {
      this.#announce();
      if (!this.#listbox?.isFor(list)) this.#listbox = new Listbox(list);
      this.#listbox.draw(this.#rows, this.search.state.query);
    }
    this.combobox.toggle();
    if (!list) return;
    this.#listbox!.shown();
    keepInSight(this.popup!, this.#find('.box'));
    this.combobox.optionsChanged();
  }

  /** For `click` and `mousedown` inside the picker; delegated by the element. */
  handle(event: Event): void {
    const target = event.target as Element;
    const option = target.closest<HTMLElement>('[role=option]');
    // The text keeps the focus whatever is pressed in the list, and gets it from anywhere in the box.
    if (event.type === 'mousedown') {
      if (target.closest('.pop')) event.preventDefault();
      else if (!target.closest('button, input')) {
        event.preventDefault();
        this.input?.focus();
      }
    } else if (option?.dataset['id']) this.commit(option.dataset['id']);
    else if (target.closest('[data-act=show]')) {
      this.input?.focus();
      if (this.combobox.state.expanded) this.combobox.hide();
      else this.combobox.show();
    } else if (target.closest('input') && !this.combobox.state.expanded) this.combobox.show();
  }

  render(view: View, setting: Setting = {}): TemplateResult {
    const { role } = this;
    const ids = IDS[role];
    const { words } = view;
    const { expanded } = this.combobox.state;
    const { status, people, query } = this.search.state;
    const follower = role === 'follower';
    this.#rows = expanded ? rowsOf(people, query, role, view) : [];
    this.#words = words;
    const hint = words.say('add.hint');
    const label = words.say(follower ? 'add.label' : view.shown.owner ? 'owner.change' : 'owner.assign');
    const { chips = nothing, message = nothing, foot = nothing } = setting;
    const error = follower && view.error;
    return html`<div id=${ids.picker} class="picker">
      <div class="box" part="field">
        ${chips}
        <div class="entry">
          ${icon('search')}
          <input
            id=${ids.input}
            part="input"
            role="combobox"
            type="text"
            aria-label=${setting.label || label}
            placeholder=${label}
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-expanded=${expanded}
            aria-controls=${ids.list}
            aria-describedby=${error ? `error ${ids.hint}` : ids.hint}
            aria-invalid=${error ? 'true' : nothing}
            aria-required=${follower && view.required ? 'true' : nothing}
            autocomplete="off"
            autocapitalize="off"
            autocorrect="off"
            spellcheck="false"
            enterkeyhint="done"
            data-1p-ignore
            data-lpignore="true"
            data-bwignore
            data-form-type="other"
          />
          <button
            class="x"
            type="button"
            tabindex="-1"
            data-act="show"
            part="chevron"
            aria-label=${words.say('list.open')}
            aria-expanded=${expanded}
            aria-controls=${ids.list}
          >
            ${icon(status === 'searching' && expanded ? 'spinner' : 'chevron')}
          </button>
        </div>
      </div>
      <span class="sr" id=${ids.hint}
        >${follower && view.taken ? words.say('both', { first: hint, second: words.say('chips.review', facts(view.shown, words)) }) : hint}</span
      >
      <div class="pop" popover="manual" aria-hidden=${expanded ? nothing : 'true'}>
        ${
          follower && view.seatDenial
            ? html`<p class="note foot top">
                ${icon('lock')}<span>${words.sayDenial(view.seatDenial, facts(view.shown, words))}</span>
              </p>`
            : nothing
        }
        <ul
          role="listbox"
          id=${ids.list}
          part="listbox"
          aria-label=${words.say('list.label')}
          aria-multiselectable=${follower ? 'true' : nothing}
          aria-busy=${status === 'searching'}
          ?hidden=${!this.#rows.length}
        ></ul>
        ${expanded ? [this.#below(view), foot] : nothing} ${message}
      </div>
    </div>`;
  }

  /** What the list says of itself, beside it: no option may stand for it. */
  #below({ words }: View): TemplateResult | typeof nothing {
    const { status, people, query, more } = this.search.state;
    if (status === 'failed') {
      return html`<div class="msg bad" role="alert">
        ${icon('alert')}
        <p>${words.say('search.failed')}</p>
        <button class="btn text" type="button" data-act="research">${words.say('retry')}</button>
      </div>`;
    }
    if (status === 'searching') {
      return people.length ? nothing : html`<p class="note foot">${words.say('search.busy')}</p>`;
    }
    if (!people.length) return html`<p class="note foot">${emptySentence(words, query)}</p>`;
    return more ? html`<p class="note foot">${words.say('search.more')}</p>` : nothing;
  }

  /** Counts are said once the typing pauses, and never while the viewer moves through the options. */
  #announce(): void {
    const { announcer } = this.#host;
    const words = this.#words!;
    const { status, people, query, more, slow } = this.search.state;
    const said = `${status}/${query}/${people.length}/${slow}`;
    if (said === this.#announced) return;
    this.#announced = said;
    if (status === 'searching' && slow) announcer.saySoon(words.say('search.busy'));
    if (status !== 'done') return;
    const n = people.length;
    announcer.saySoon(n ? words.say(more ? 'found.capped' : 'found', { n }) : emptySentence(words, query));
  }
}

function emptySentence(words: Words, query: string): string {
  return query ? words.say('search.none', { query }) : words.say('search.nobody');
}
