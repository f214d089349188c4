/**
 * A button that shows something in a popup of its own: the panel of a stack, the reason of a badge.
 * Opens, closes and gives the focus back; what is inside is drawn by the host, and only while it is open.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { listenForDismissal } from './dismissal.ts';
import { keepInSight } from './placement.ts';

export interface DisclosureOptions {
  /** The element with `popover="manual"`; drawn while `open`. */
  popup(): HTMLElement | null;
  /** The button that opened it. */
  opener(): HTMLElement | null;
  /** Something inside the popup is open itself and is dismissed first. */
  covered(): boolean;
  /** A key was used up by closing. */
  consumed(key: string): void;
  closed?(): void;
}

export class DisclosureController implements ReactiveController {
  open = false;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: DisclosureOptions;
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, options: DisclosureOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.hide();
  }

  /** The popup is drawn with the rest, so it can only be shown afterwards. */
  hostUpdated(): void {
    const popup = this.#options.popup();
    if (!popup) return this.hide();
    if (!popup.isConnected || !popup.showPopover) return;
    const isNew = !popup.matches(':popover-open');
    if (isNew) popup.showPopover();
    keepInSight(popup, this.#options.opener());
    if (isNew) popup.focus();
  }

  async toggle(): Promise<void> {
    if (this.open) return this.hide(true);
    this.open = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (!this.open) return;
    this.#stop ??= listenForDismissal(this.#host, {
      inside: (path) => path.includes(this.#host),
      covered: () => this.#options.covered(),
      dismiss: (key) => {
        if (key) this.#options.consumed(key);
        this.hide(!!key);
      },
    });
  }

  /** `refocus`: the focus goes back to the button, as after Escape. */
  hide(refocus = false): void {
    this.#stop?.();
    this.#stop = undefined;
    if (!this.open) return;
    this.open = false;
    if (refocus) this.#options.opener()?.focus();
    this.#options.closed?.();
    this.#host.requestUpdate();
  }

  /** For `focusout`: a focus that went elsewhere on the page closes it. */
  focusout(event: FocusEvent): void {
    const to = event.relatedTarget as Node | null;
    if (this.open && to && !this.#host.shadowRoot?.contains(to)) this.hide();
  }
}
