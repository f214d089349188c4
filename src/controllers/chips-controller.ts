/**
 * Focus among the chips: their remove buttons are one tab stop, arrows move between them, and a
 * chip that goes hands the focus on before it is gone.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface ChipsOptions {
  /** The remove buttons, in the order shown. */
  buttons(): HTMLElement[];
  /** Where the focus goes when no button is left, and where typing goes. */
  fallback(): HTMLElement | null;
  remove(id: string): void;
}

export class ChipsController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #options: ChipsOptions;
  /** The person whose button is the tab stop. */
  #current: string | undefined;

  constructor(host: ReactiveControllerHost & Element, options: ChipsOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostUpdated(): void {
    const buttons = this.#options.buttons();
    const stop = buttons.find(({ dataset }) => dataset['id'] === this.#current) ?? buttons[0];
    for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
  }

  #focus(button: HTMLElement | undefined): void {
    if (!button) return this.#options.fallback()?.focus();
    this.#current = button.dataset['id'];
    this.hostUpdated();
    button.focus();
  }

  focusLast(): void {
    const last = this.#options.buttons().at(-1);
    if (last) this.#focus(last);
  }

  /** To be called before a chip is taken away, so that the focus is never lost with it. */
  leave(id: string): void {
    const buttons = this.#options.buttons();
    const at = buttons.findIndex(({ dataset }) => dataset['id'] === id);
    const root = this.#host.shadowRoot;
    if (at < 0 || root?.activeElement !== buttons[at]) return;
    this.#focus(buttons[at + 1] ?? buttons[at - 1]);
  }

  /** For `keydown` on a remove button. */
  keydown(event: KeyboardEvent): void {
    const buttons = this.#options.buttons();
    const at = buttons.indexOf(event.target as HTMLElement);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const rtl = this.#host.matches(':dir(rtl)');
    const forward = rtl ? 'ArrowLeft' : 'ArrowRight';
    const backward = rtl ? 'ArrowRight' : 'ArrowLeft';
    const to: Record<string, HTMLElement | undefined> = {
      [forward]: buttons[at + 1],
      [backward]: buttons[at - 1],
      Home: buttons[0],
      End: buttons.at(-1),
    };
    if (key in to) {
      event.preventDefault();
      // Past the last chip lies the text.
      if (to[key] || key === forward) this.#focus(to[key]);
    } else if (key === 'Delete' || key === 'Backspace') {
      event.preventDefault();
      const id = buttons[at]?.dataset['id'];
      // A held key removes one person, not all of them.
      if (!event.repeat && id !== undefined) this.#options.remove(id);
    } else if (key.length === 1 && key !== ' ') {
      // The key goes on into the text that now has the focus.
      this.#options.fallback()?.focus();
    }
  }
}
