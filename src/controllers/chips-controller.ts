/**
 * Focus among the chips: their remove buttons are one tab stop, arrows move between them, and the
 * focus stays with the person it was on, or goes to whoever took their place.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface ChipsDelegate {
  /** The remove buttons, in the order shown. */
  readonly buttons: readonly HTMLElement[];
  /** The text after the chips, where typing goes. */
  readonly text: HTMLElement | null;
  remove(id: string): void;
}

const idOf = (button?: Element) => button?.getAttribute('data-id') ?? undefined;

export class ChipsController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #delegate: ChipsDelegate;
  /** The person whose button is the tab stop. */
  #current: string | undefined;
  /** Which button had the focus before the chips are drawn anew. */
  #focused = -1;

  constructor(host: ReactiveControllerHost & Element, delegate: ChipsDelegate) {
    this.#host = host;
    this.#delegate = delegate;
    host.addController(this);
  }

  hostUpdate(): void {
    const buttons = this.#delegate.buttons;
    this.#focused = buttons.indexOf(this.#host.shadowRoot?.activeElement as HTMLElement);
    this.#current = idOf(buttons[this.#focused]) ?? this.#current;
  }

  hostUpdated(): void {
    const buttons = this.#delegate.buttons;
    const had = this.#focused >= 0;
    const same = buttons.find((button) => idOf(button) === this.#current);
    const stop = same ?? (had ? (buttons[this.#focused] ?? buttons.at(-1)) : buttons[0]);
    this.#rove(buttons, stop);
    if (!had || (same && same === this.#host.shadowRoot?.activeElement)) return;
    // The node may be the same and the person another: only a new focus is spoken.
    stop?.blur();
    this.#focus(stop);
  }

  #rove(buttons: readonly HTMLElement[], stop: HTMLElement | undefined): void {
    for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
  }

  #focus(button: HTMLElement | undefined): void {
    if (button) {
      this.#current = idOf(button);
      this.#rove(this.#delegate.buttons, button);
    }
    (button ?? this.#delegate.text)?.focus();
  }

  focusLast(): void {
    const last = this.#delegate.buttons.at(-1);
    if (last) this.#focus(last);
  }

  /** For `keydown` on a remove button. */
  keydown(event: KeyboardEvent): void {
    const buttons = this.#delegate.buttons;
    const at = buttons.indexOf(event.target as HTMLElement);
    const { key } = event;
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    // A held key removes one person, not all of them.
    if (event.repeat && !key.startsWith('Arrow')) return event.preventDefault();
    const step = this.#host.matches(':dir(rtl)') ? -1 : 1;
    const moves: Record<string, number> = {
      ArrowRight: at + step,
      ArrowLeft: at - step,
      Home: 0,
      End: buttons.length - 1,
    };
    const to = moves[key];
    if (to !== undefined) {
      event.preventDefault();
      // Past the last chip lies the text.
      if (to >= 0) this.#focus(buttons[to]);
    } else if (key === 'Delete' || key === 'Backspace') {
      event.preventDefault();
      this.#delegate.remove(idOf(buttons[at]) ?? '');
    } else if (key.length === 1 && key !== ' ') {
      // The key goes on into the text that now has the focus.
      this.#delegate.text?.focus();
    }
  }
}
