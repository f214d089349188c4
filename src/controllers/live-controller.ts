/**
 * Lets a record be followed for as long as its element shows it. Rows of a list can be many, so a stack counts only
 * while it is in view, or near.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Overlay } from '../data/overlay.ts';
import type { RecordStore } from '../data/store.ts';
import type { ViewController } from './view-controller.ts';

export interface LiveHost extends ReactiveControllerHost, HTMLElement {
  readonly overlay: Overlay;
  readonly live: string;
}

export class LiveController implements ReactiveController {
  readonly #host: LiveHost;
  readonly #row: ViewController;
  #store: RecordStore | undefined;
  #eager = false;
  #unfollow: (() => void) | undefined;

  constructor(host: LiveHost, row: ViewController) {
    this.#host = host;
    this.#row = row;
    host.addController(this);
  }

  hostUpdated(): void {
    this.follow();
  }

  hostDisconnected(): void {
    this.follow();
  }

  /** To be called when what is shown, or in view, may be another. */
  follow(): void {
    const { live, overlay, isConnected } = this.#host;
    const shown = isConnected && live !== 'off' && this.#row.near;
    const store = shown ? overlay.store : undefined;
    const eager = live === 'events';
    if (store === this.#store && eager === this.#eager) return;
    this.#unfollow?.();
    this.#store = store;
    this.#eager = eager;
    this.#unfollow = store?.source.live.follow(store, eager);
  }
}
