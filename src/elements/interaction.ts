/**
 * From the viewer's clicks and keys to changes: one listener object for the whole shadow root.
 * Controls carry `data-act` and, for a person, `data-id`; what a change does is `changes.ts`.
 */
import type { LitElement, ReactiveController } from 'lit';
import { ChipsController, type ChipsDelegate } from '../controllers/chips-controller.ts';
import { DisclosureController } from '../controllers/disclosure-controller.ts';
import { leadsOn } from '../controllers/tab-stops.ts';
import type { Change } from '../core/intent.ts';
import type { Role } from '../core/policy.ts';
import type { User } from '../core/record.ts';
import { Changes, type ChangesHost } from './changes.ts';
import { Chips } from './chip-nodes.ts';
import { Past } from './history.ts';
import { Faces, userOf } from './person.ts';
import { Picker, type PickerDelegate } from './picker.ts';
import { Saving } from './saving.ts';
import { type SteadyDelegate, Steadiness } from './steadiness.ts';

export type InteractionHost = LitElement & ChangesHost & { readonly view: string };

/** What the shadow root listens for, on the way down; what can only come to something that has the focus, once it had it. */
const EVENTS = 'click mousedown keydown input compositionend focusin'.split(' ');
const FOCUSED = 'keypress keyup focusout'.split(' ');

/** Keys that edit or move in a text, alone or with Ctrl or Command. */
const EDITING = /^(Backspace|Delete|Arrow\w+|Home|End)$/;
const CHORDS = /^[acvxyz]$/i;

/** Whether a key is meant for the text that has the focus, and for nothing around it. */
function isTyping({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (EDITING.test(key)) return true;
  return ctrlKey || metaKey ? CHORDS.test(key) : key.length === 1;
}

/** Where the focus goes when its place is gone, the best first. */
const REFUGES = ['#followers-label', '.panel', '.field', '.stack', '.badge', '.alone'];

export class Interaction
  implements EventListenerObject, ChipsDelegate, PickerDelegate, SteadyDelegate, ReactiveController
{
  readonly changes: Changes;
  readonly saving: Saving;
  /** Made when they are first needed: in a list, most of the stacks are never opened. */
  readonly #pickers: { [role in Role]?: Picker } = {};
  #disclosure: DisclosureController | undefined;
  /** Chips are drawn as rows that say how each person came to follow. */
  details = false;
  /** A field shows every chip. */
  all = false;
  readonly faces = new Faces();
  readonly chips: Chips;
  readonly steadiness: Steadiness;
  readonly #host: InteractionHost;
  readonly past: Past;
  readonly #roving: ChipsController;
  /** The last thing the viewer did was to follow. */
  #follows = false;
  /** A key that was used up, and may be heard no more when it is let go. */
  #consumed: string | undefined;

  constructor(host: InteractionHost) {
    this.#host = host;
    host.addController(this);
    this.changes = new Changes(host);
    this.saving = new Saving(host, this.changes);
    this.past = new Past(host);
    this.chips = new Chips(host);
    this.steadiness = new Steadiness(host, this);
    this.#roving = new ChipsController(host, this);
  }

  // What the delegates of picker, chips and steadiness have to know and to be told.

  get isOpen(): boolean {
    return !!this.#pickers.follower?.combobox.state.expanded;
  }

  /** Who follows now finds themselves first in the list; all others find what it is about. */
  get refuges(): string[] {
    return this.#follows ? ['[part=remove]', ...REFUGES] : REFUGES;
  }

  get buttons(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('[part=remove]')];
  }

  get text(): HTMLElement | null {
    return this.followerPicker.input;
  }

  hostUpdate(): void {
    // Closed before it is taken away, a dialog gives the focus back.
    if (!this.changes.asking.question) this.#find<HTMLDialogElement>('dialog')?.close();
  }

  /** To be called once there is a shadow root. */
  listen(types = EVENTS): void {
    for (const type of types) this.#host.renderRoot.addEventListener(type, this, true);
  }

  /** The popup of a stack or a badge. */
  get disclosure(): DisclosureController {
    return (this.#disclosure ??= new DisclosureController(this.#host, {
      popup: () => this.#find('.pop.wide, .pop.reason'),
      opener: () => this.#find('.stack, .badge'),
      covered: () => !!this.#find('.picker .pop:popover-open, dialog[open]'),
      consumed: (key) => (this.#consumed = key),
      closed: () => this.#closeLists(),
    }));
  }

  /** The owner's, once somebody has asked for it. */
  get ownerPicker(): Picker | undefined {
    return this.#pickers.owner;
  }

  get followerPicker(): Picker {
    return this.#picker('follower');
  }

  #picker(role: Role): Picker {
    return (this.#pickers[role] ??= new Picker(this.#host, role, this));
  }

  async pick(user: User, picker: Picker): Promise<void> {
    const owner = picker === this.ownerPicker;
    if (owner) {
      picker.combobox.hide();
      await this.#host.updateComplete;
    } else this.all = true;
    await this.changes.make({ op: owner ? 'owner' : 'add', user });
  }

  refuse(user: User, { role }: Picker): void {
    this.changes.explain(user, role);
  }

  /** The owner's field goes with its list, and the focus back to the button that brought it. */
  async closed(picker: Picker): Promise<void> {
    if (picker !== this.ownerPicker) return;
    const focused = picker.input === this.#host.shadowRoot?.activeElement;
    picker.active = false;
    await this.#host.updateComplete;
    if (focused) this.#find('[data-act=owner]')?.focus();
  }

  leaveBackwards(picker: Picker): void {
    if (picker !== this.ownerPicker) this.#roving.focusLast();
  }

  consumed(key: string): void {
    this.#consumed = key;
  }

  #find<E extends HTMLElement = HTMLElement>(selector: string): E | null {
    return this.#host.renderRoot?.querySelector<E>(selector) ?? null;
  }

  /** The picker whose box or list an event happened in. */
  #pickerAt(target: Element): Picker | undefined {
    const id = target.closest('.picker')?.id;
    return id === 'owner-picker' ? this.ownerPicker : id ? this.followerPicker : undefined;
  }

  handleEvent(event: Event): void {
    // Firefox tells of a disabled element as the target even where its own shadow root listens.
    const target = event.composedPath()[0] as Element;
    // What the host put into our slots is its own business.
    if (target.getRootNode() !== this.#host.shadowRoot) return;
    const picker = this.#pickerAt(target);
    switch (event.type) {
      case 'click':
        // What floats is not where the page thinks that we are: no click there is one beside its dialog, or on its card.
        if (target.closest('.pop')) event.stopPropagation();
        if (picker) picker.handle(event);
        return this.#act(target.closest<HTMLElement>('[data-act]'), (event as MouseEvent).detail);
      case 'mousedown':
        return picker?.handle(event);
      case 'keydown':
        return this.#key(event as KeyboardEvent, target, picker);
      case 'keypress':
      case 'keyup':
        return this.#keyAfter(event as KeyboardEvent, target);
      case 'input':
        return picker?.combobox.input(event as InputEvent);
      case 'compositionend':
        return picker?.combobox.search();
      case 'focusin':
        return this.listen(FOCUSED);
      case 'focusout':
        this.#disclosure?.focusout(event as FocusEvent);
        return picker?.combobox.focusout(event as FocusEvent);
      case 'change':
        // The page hears of the record, not of a tick box.
        event.stopPropagation();
        return this.changes.asking.keep((target as HTMLInputElement).checked);
      case 'cancel':
        event.preventDefault();
        return this.changes.asking.answer(false);
    }
  }

  #key(event: KeyboardEvent, target: Element, picker: Picker | undefined): void {
    const { shadowRoot } = this.#host;
    if (event.key === 'Tab' && this.#host.hasAttribute('tabindex') && leadsOn(shadowRoot!, event))
      event.stopPropagation();
    if (target.matches('input[role=combobox]')) {
      // Shortcuts of the page are not meant while somebody types.
      if (isTyping(event)) event.stopPropagation();
      picker?.combobox.keydown(event);
    } else this.#roving.keydown(event);
  }

  /** What the page did not hear go down it is not to hear come up. */
  #keyAfter(event: KeyboardEvent, target: Element): void {
    const consumed = event.key === this.#consumed;
    if (consumed && event.type === 'keyup') this.#consumed = undefined;
    if (consumed || (target.matches('input[role=combobox]') && isTyping(event))) event.stopPropagation();
  }

  #act(control: HTMLElement | null, clicks: number): void {
    // The second half of a double click would meet whatever came to lie under the pointer.
    if (clicks > 1) return;
    const { act, id = '' } = control?.dataset ?? {};
    if (act) this.#follows = act === 'follow';
    switch (act) {
      case 'remove':
        return this.remove(id);
      case 'follow':
        return this.#self('add');
      case 'take':
        return this.#self('owner');
      case 'owner':
        return void this.#picker('owner').open();
      case 'disclose':
        return void this.disclosure.toggle();
      case 'more':
        return void this.#more();
      case 'details':
        this.details = !this.details;
        this.past.close();
        return this.#host.requestUpdate();
      case 'history':
        return this.past.toggle();
      case 'earlier':
        return void this.past.next();
      case 'undo':
        return void this.changes.undo();
      case 'retry':
        return this.changes.retry();
      case 'dismiss':
        return this.changes.clear();
      case 'retry-add':
      case 'dismiss-add':
        return this.#failed(act, id);
      case 'reload':
        return void this.#host.overlay.store?.load();
      case 'research':
        return this.#pickerAt(control as HTMLElement)?.search.retry();
      case 'yes':
      case 'no':
        return this.changes.asking.answer(act === 'yes');
    }
  }

  remove(id: string): void {
    const user = this.#host.overlay.shown?.followers.find((follower) => follower.user.id === id)?.user;
    if (user) void this.changes.make({ op: 'remove', user });
  }

  #self(op: Change['op']): void {
    const { overlay } = this.#host;
    const user = userOf(overlay.shown?.viewer ?? overlay.viewer);
    if (!user) return;
    void this.changes.make({ op, user });
  }

  #failed(act: string, id: string): void {
    const { overlay } = this.#host;
    const intent = overlay.failed.find(({ user }) => user.id === id);
    if (!intent) return;
    if (act === 'retry-add' && overlay.mode === 'auto') {
      return void this.changes.make({ op: 'add', user: intent.user });
    }
    if (act === 'retry-add') overlay.retry(intent.user);
    else overlay.dismiss(intent.user);
    this.changes.clear();
    if (act === 'retry-add') this.#host.tell('input', 'change');
  }

  /** The rest of the chips; the focus goes to the first of them. */
  async #more(): Promise<void> {
    const n = this.#host.renderRoot.querySelectorAll('[part=chip]').length;
    this.all = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelectorAll<HTMLElement>('[part=remove]')[n]?.focus();
  }

  /** Puts the focus where it can stay when what had it goes away. */
  retreat(): void {
    if (!this.#host.shadowRoot?.activeElement) return;
    REFUGES.map((selector) => this.#find(selector))
      .find(Boolean)
      ?.focus();
  }

  #closeLists(): void {
    for (const picker of Object.values(this.#pickers)) picker.reset();
    this.changes.asking.answer(false);
  }

  /** The record is another one, or its rights shrank: nothing stays open. */
  closeAll(): void {
    this.#closeLists();
    this.#disclosure?.hide();
  }
}
