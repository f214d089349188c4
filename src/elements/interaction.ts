/**
 * From the viewer's clicks and keys to changes: one listener object for the whole shadow root.
 * Controls carry `data-act` and, for a person, `data-id`; what a change does is `changes.ts`.
 */
import type { LitElement, ReactiveController } from 'lit';
import { ChipsController } from '../controllers/chips-controller.ts';
import type { Change } from '../core/intent.ts';
import type { Role } from '../core/policy.ts';
import { Changes, type ChangesHost } from './changes.ts';
import { Pictures } from './person.ts';
import { Picker } from './picker.ts';
import { Steadiness } from './steadiness.ts';
import { userOf } from './view.ts';

export type InteractionHost = LitElement & ChangesHost;

/** Every event the shadow root is listened to for, on its way down: `cancel` does not bubble. */
export const EVENTS = 'click pointerdown mousedown keydown input compositionend focusout change cancel'.split(
  ' ',
);

export class Interaction implements EventListenerObject, ReactiveController {
  readonly changes: Changes;
  readonly ownerPicker: Picker;
  readonly followerPicker: Picker;
  /** Chips are drawn as rows that say how each person came to follow. */
  details = false;
  readonly pictures = new Pictures();
  readonly steadiness: Steadiness;
  readonly #host: InteractionHost;
  readonly #chips: ChipsController;
  /** The last thing the viewer did was to follow. */
  #follows = false;

  constructor(host: InteractionHost) {
    this.#host = host;
    host.addController(this);
    this.changes = new Changes(host);
    this.ownerPicker = this.#picker('owner');
    this.followerPicker = this.#picker('follower');
    this.steadiness = new Steadiness(host, {
      open: () => this.followerPicker.combobox.state.expanded,
      // Who follows now finds themselves first in the list; all others find what it is about.
      refuges: () => [...(this.#follows ? ['[part=remove]'] : []), '#followers-label', '.panel'],
    });
    this.#chips = new ChipsController(host, {
      buttons: () => [...host.renderRoot.querySelectorAll<HTMLElement>('[part=remove]')],
      text: () => this.followerPicker.input,
      remove: (id) => this.#remove(id),
    });
  }

  hostUpdate(): void {
    // Closed before it is taken away, a dialog gives the focus back.
    if (!this.changes.asking.question) this.#find<HTMLDialogElement>('dialog')?.close();
  }

  #picker(role: Role): Picker {
    const owner = role === 'owner';
    return new Picker(this.#host, {
      role,
      overlay: this.#host.overlay,
      announcer: this.#host.announcer,
      pick: async (user) => {
        if (owner) {
          this.ownerPicker.combobox.hide();
          await this.#host.updateComplete;
        }
        await this.changes.make({ op: owner ? 'owner' : 'add', user });
      },
      refuse: (user) => this.changes.explain(user, role),
      closed: owner ? () => this.#ownerClosed() : undefined,
      leaveBackwards: owner ? undefined : () => this.#chips.focusLast(),
    });
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
    const target = event.target as Element;
    // What the host put into our slots is its own business.
    if (target.getRootNode() !== this.#host.shadowRoot) return;
    const picker = this.#pickerAt(target);
    switch (event.type) {
      case 'click':
        if (picker) picker.handle(event);
        return this.#act(target.closest<HTMLElement>('[data-act]'), (event as MouseEvent).detail);
      case 'pointerdown':
      case 'mousedown':
        return picker?.handle(event);
      case 'keydown':
        return this.#key(event as KeyboardEvent, target, picker);
      case 'input':
        return picker?.combobox.input(event as InputEvent);
      case 'compositionend':
        return picker?.combobox.search();
      case 'focusout':
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
    if (target.matches('input[role=combobox]')) {
      // Shortcuts of the page are not meant while somebody types.
      if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) event.stopPropagation();
      picker?.combobox.keydown(event);
    } else this.#chips.keydown(event);
  }

  #act(control: HTMLElement | null, clicks: number): void {
    // The second half of a double click would meet whatever came to lie under the pointer.
    if (clicks > 1) return;
    const { act, id = '' } = control?.dataset ?? {};
    if (act) this.#follows = act === 'follow';
    switch (act) {
      case 'remove':
        return this.#remove(id);
      case 'follow':
        return this.#self('add');
      case 'take':
        return this.#self('owner');
      case 'owner':
        return void this.ownerPicker.open();
      case 'details':
        this.details = !this.details;
        return this.#host.requestUpdate();
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

  #remove(id: string): void {
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
    if (act === 'retry-add') return void this.changes.make({ op: 'add', user: intent.user });
    overlay.dismiss(intent.user);
    this.#host.requestUpdate();
  }

  /** The owner's field goes with its list, and the focus back to the button that brought it. */
  async #ownerClosed(): Promise<void> {
    const { ownerPicker } = this;
    const focused = ownerPicker.input === this.#host.shadowRoot?.activeElement;
    ownerPicker.active = false;
    await this.#host.updateComplete;
    if (focused) this.#find('[data-act=owner]')?.focus();
  }

  /** The record is another one, or its rights shrank: nothing stays open. */
  closeAll(): void {
    this.ownerPicker.reset();
    this.followerPicker.reset();
    this.changes.asking.answer(false);
  }
}
