/**
 * Lets a record be followed for as long as its element shows it. Rows of a list can be many, so a stack counts only
 * while it is in view, or near.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Overlay } from '../data/overlay.ts';
import type { RecordStore } from '../data/store.ts';

export interface LiveHost extends ReactiveControllerHost, HTMLElement {
  readonly overlay: Overlay;
  readonly view: string;
  readonly live: string;
}

/** How far outside of the window is near. */
const NEAR = { rootMargin: '200px' };

export class LiveController implements ReactiveController {
  readonly #host: LiveHost;
  #observer: IntersectionObserver | undefined;
  #inView = false;
  #store: RecordStore | undefined;
  #eager = false;
  #unfollow: (() => void) | undefined;

  constructor(host: LiveHost) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.#host.view === 'stack' && !this.#observer) {
      this.#observer = new IntersectionObserver((entries) => {
        this.#inView = !!entries.at(-1)?.isIntersecting;
        this.#follow();
      }, NEAR);
      this.#observer.observe(this.#host);
    }
    this.#follow();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#inView = false;
    this.#follow();
  }

  #follow(): void {
    const { live, view, overlay, isConnected } = this.#host;
    const shown = isConnected && live !== 'off' && (view !== 'stack' || this.#inView);
    const store = shown ? overlay.store : undefined;
    const eager = live === 'events';
    if (store === this.#store && eager === this.#eager) return;
    this.#unfollow?.();
    this.#store = store;
    this.#eager = eager;
    this.#unfollow = store?.source.live.follow(store, eager);
  }
}
