/** Warns of picks that are about to be lost with the dialog they were made in. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The nearest dialog above an element, across shadow roots. */
function dialogAround(element: Element): HTMLDialogElement | null {
  for (let at: Element | null = element; at;) {
    const dialog: HTMLDialogElement | null = at.closest('dialog');
    if (dialog) return dialog;
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
}

export class UnsavedController implements EventListenerObject, ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #mayClose: (cancelable: boolean) => boolean;
  #dialog: HTMLDialogElement | null = null;

  /**
   * `mayClose` is asked when the dialog is about to be closed by Escape; `cancelable` is false where it will be
   * whatever the answer, since a browser lets no page keep a dialog for good.
   */
  constructor(host: ReactiveControllerHost & HTMLElement, mayClose: (cancelable: boolean) => boolean) {
    this.#host = host;
    this.#mayClose = mayClose;
    host.addController(this);
  }

  hostConnected(): void {
    this.#dialog = dialogAround(this.#host);
    this.#dialog?.addEventListener('cancel', this);
  }

  hostDisconnected(): void {
    this.#dialog?.removeEventListener('cancel', this);
    this.#dialog = null;
  }

  handleEvent(event: Event): void {
    // `cancel` of a file input bubbles up to the dialog as well.
    if (event.target === this.#dialog && !this.#mayClose(event.cancelable)) event.preventDefault();
  }
}
