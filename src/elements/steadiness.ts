/**
 * Keeps still what must not move or vanish under the viewer: the field while its list is open, the chips
 * while one of them is being pressed, and the focus when the control that had it is drawn no more.
 */
import type { LitElement, ReactiveController } from 'lit';

export interface SteadyDelegate {
  /** The list below the field is open. */
  readonly isOpen: boolean;
  /** Where the focus goes when its place is gone, the best first. */
  readonly refuges: readonly string[];
}

const PRESS = ['pointerdown', 'pointerup', 'pointercancel'];

export class Steadiness implements EventListenerObject, ReactiveController {
  readonly #host: LitElement;
  readonly #delegate: SteadyDelegate;
  /** Height of what stands above the field, kept while its list is open. */
  #height: number | undefined;
  /** Whose chip was the last of all. */
  #last: string | null | undefined;
  #focused = false;
  #pressed = false;
  /** While the list is open, and until a press that closes it is over. */
  #listening = false;

  constructor(host: LitElement, delegate: SteadyDelegate) {
    this.#host = host;
    this.#delegate = delegate;
    host.addController(this);
  }

  #find<E extends HTMLElement>(selector: string): E | null {
    return this.#host.renderRoot?.querySelector<E>(selector) ?? null;
  }

  hostUpdate(): void {
    this.#focused = !!this.#host.shadowRoot?.activeElement;
    const steady = this.#delegate.isOpen || this.#pressed;
    this.#height = steady ? (this.#height ?? this.#find('.above')?.offsetHeight) : undefined;
    this.#listen(steady);
  }

  hostDisconnected(): void {
    this.#pressed = false;
    this.#listen(false);
  }

  #listen(listening: boolean): void {
    if (listening === this.#listening) return;
    this.#listening = listening;
    for (const type of PRESS)
      window[listening ? 'addEventListener' : 'removeEventListener'](type, this, true);
  }

  /** A press beside the list closes it, and must still be on the same control when it ends. */
  handleEvent({ type }: Event): void {
    if (type === 'pointerdown') this.#pressed = true;
    else
      // Its click comes first.
      setTimeout(() => {
        this.#pressed = false;
        this.#host.requestUpdate();
      });
  }

  hostUpdated(): void {
    const above = this.#find('.above');
    if (!above) return;
    if (this.#height === undefined) above.style.removeProperty('block-size');
    else above.style.setProperty('block-size', `${this.#height}px`);
    // Who was added last is seen, whatever has to scroll away. What has no fixed height has nothing to scroll, and to
    // ask it for its height would have the browser lay out the page for each element in it.
    const last = [...above.querySelectorAll('[part=chip]')].at(-1)?.getAttribute('data-id');
    if (last !== this.#last && this.#height !== undefined) above.scrollTop = above.scrollHeight;
    this.#last = last;
  }

  /** After everything is drawn: gives a focus that lost its place another one. */
  keepFocus(): void {
    if (!this.#focused || this.#host.shadowRoot?.activeElement) return;
    for (const selector of this.#delegate.refuges) {
      const refuge = this.#find(selector);
      if (refuge) return refuge.focus();
    }
  }
}
