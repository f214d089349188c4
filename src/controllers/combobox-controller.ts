/**
 * Keys, pointer and popup of one combobox, around the table in `core/combobox-state.ts`.
 *
 * The host owns the options, draws them, and passes its events on; it hears what the viewer wants
 * through `request…` and `commit`. Focus never leaves the text.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type ComboboxIntent, type ComboboxState, intentOf, transition } from '../core/combobox-state.ts';
import { isComposing, listenForDismissal } from './dismissal.ts';

/** Who owns the options and draws them. */
export interface ComboboxDelegate {
  readonly input: HTMLInputElement | null;
  /** The element with `popover="manual"` that holds the listbox. */
  readonly popup: HTMLElement | null;
  /** Ids of the options, in the order shown. */
  readonly options: readonly string[];
  /** The text changed, or the list opens and wants its first people. */
  requestPeople(query: string): void;
  /** The list was closed and is now open. */
  opened(): void;
  /** The list was open and is now closed. */
  closed(): void;
  /** The viewer chose an option. */
  commit(id: string): void;
  /** The active option changed. */
  activated(id: string | undefined): void;
  /** Enter without an active option; false when the list may as well close. */
  enter(): boolean;
  /** Backspace in the empty text. */
  leaveBackwards(): void;
  /** A key was used up; the page should not hear its `keyup` either. */
  consumed(key: string): void;
}

const CLOSED: ComboboxState = { expanded: false, active: undefined };

export class ComboboxController implements ReactiveController {
  state: ComboboxState = CLOSED;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #delegate: ComboboxDelegate;
  #stop: (() => void) | undefined;
  /** As far as `toggle` knows. */
  #isShown = false;
  /** A move made before there were options to move among. */
  #wish: ComboboxIntent | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, delegate: ComboboxDelegate) {
    this.#host = host;
    this.#delegate = delegate;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.hide();
  }

  /** Shows or hides the popup. It is drawn with the rest, so that can only be done afterwards. */
  toggle(): void {
    const { expanded } = this.state;
    if (!expanded && !this.#isShown) return;
    const { popup } = this.#delegate;
    this.#isShown = expanded;
    // What the viewer may no longer do is no longer drawn; nothing must go on listening for it.
    if (!popup && expanded) queueMicrotask(() => this.hide());
    if (!popup?.isConnected || !popup.showPopover) return;
    if (popup.matches(':popover-open') !== expanded) popup.togglePopover(expanded);
  }

  show(intent: ComboboxIntent = 'open'): void {
    const { expanded } = this.state;
    if (!expanded) {
      this.#listen();
      this.#delegate.opened();
      this.#delegate.requestPeople(this.#delegate.input?.value ?? '');
    }
    this.#apply(intent);
  }

  hide(): void {
    this.#stop?.();
    this.#stop = undefined;
    if (this.state.expanded) this.#apply('close');
  }

  /** To be called when the options were drawn anew: an option that is gone can't be active. */
  optionsChanged(): void {
    const wish = this.#wish;
    if (wish && this.#delegate.options.length) this.#apply(wish);
    const { expanded, active } = this.state;
    if (active !== undefined && !this.#delegate.options.includes(active))
      this.#set({ expanded, active: undefined });
  }

  #apply(intent: ComboboxIntent): void {
    const options = this.#delegate.options;
    this.#wish = options.length ? undefined : intent;
    this.#set(transition(this.state, intent, options));
  }

  #set(state: ComboboxState): void {
    const { expanded, active } = this.state;
    this.state = state;
    if (state.active !== active) this.#delegate.activated(state.active);
    if (state.expanded === expanded) return;
    this.#host.requestUpdate();
    if (expanded) this.#delegate.closed();
  }

  /** Listens on the page only while the list is open. */
  #listen(): void {
    this.#stop?.();
    this.#stop = listenForDismissal(this.#host, {
      inside: (path) => {
        const box = this.#delegate.input?.parentElement;
        const popup = this.#delegate.popup;
        return (!!box && path.includes(box)) || (!!popup && path.includes(popup));
      },
      dismiss: (key) => {
        if (key) this.#delegate.consumed(key);
        this.hide();
      },
    });
  }

  /** For `keydown` on the input. */
  keydown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const { expanded, active } = this.state;
    const input = this.#delegate.input;
    const empty = !input?.value;
    if (event.key === 'Enter') {
      // Closed, Enter belongs to the page around us.
      if (!expanded) return;
      event.preventDefault();
      event.stopPropagation();
      this.#delegate.consumed(event.key);
      if (active !== undefined) this.#delegate.commit(active);
      else if (!this.#delegate.enter()) this.hide();
      return;
    }
    if (event.key === 'Backspace' && empty) {
      // A held key that emptied the text must not run on into the chips.
      if (!event.repeat) this.#delegate.leaveBackwards();
      return;
    }
    const intent = event.ctrlKey || event.metaKey || event.shiftKey ? undefined : intentOf(event);
    if (!intent) return;
    if (intent === 'close') return this.hide();
    if (intent === 'text') return this.#apply(intent);
    if (!expanded && (intent === 'pageUp' || intent === 'pageDown')) return;
    event.preventDefault();
    if (expanded) this.#apply(intent);
    else this.show(intent);
  }

  /** For `input` on the input; while a word is being composed nothing is searched. */
  input(event: InputEvent): void {
    event.stopPropagation();
    if (event.isComposing) return;
    this.search();
  }

  /** For `compositionend` on the input, and whenever its text was set. */
  search(): void {
    if (this.state.expanded) {
      this.#apply('text');
      this.#delegate.requestPeople(this.#delegate.input?.value ?? '');
    } else this.show();
  }

  /** For `focusout` of the box: only a focus that really went elsewhere closes the list, or a dialog that closed around it. */
  focusout(event: FocusEvent): void {
    const box = this.#delegate.input?.parentElement;
    const to = event.relatedTarget as Node | null;
    const gone = to ? !box?.contains(to) && !this.#delegate.popup?.contains(to) : !box?.checkVisibility();
    if (gone) this.hide();
  }
}
