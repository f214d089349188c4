/**
 * Knows whether a row of a list is in view, or near. Rows can be many: one observer serves them all, and one that was
 * never seen asks for nothing. All other views, and rows where nothing can be observed, count as seen.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { RECORDS_PER_REQUEST } from '../data/gather.ts';
import { countWaiting, hurry, isTimeLeft, turnOf } from './turns.ts';

export interface ViewHost extends ReactiveControllerHost, HTMLElement {
  readonly view: string;
}

/** How far outside of the window is near. */
const NEAR = { rootMargin: '200px' };

const watched = new Map<Element, ViewController>();
let observer: IntersectionObserver | undefined;

/** What is printed is seen, though only answers that come before the page is printed are on it. */
const onPrint = (): void => {
  for (const row of watched.values()) row.see();
};

export class ViewController implements ReactiveController {
  readonly #host: ViewHost;
  readonly #changed: () => void;
  #near = false;
  #seen = false;

  /** `changed` is told whenever `near` has changed; the host is updated when it is seen first. */
  constructor(host: ViewHost, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  /** In view, or near. */
  get near(): boolean {
    return this.#near || !this.#isRow;
  }

  /** It has been so since it came into the page. */
  get seen(): boolean {
    return this.#seen || !this.#isRow;
  }

  get #isRow(): boolean {
    return this.#host.view === 'stack' && 'IntersectionObserver' in globalThis;
  }

  hostUpdate(): void {
    if (!this.#isRow || !this.#host.isConnected || watched.has(this.#host)) return;
    observer ??= new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) watched.get(target)?.tell(isIntersecting);
    }, NEAR);
    if (!watched.size) addEventListener('beforeprint', onPrint);
    watched.set(this.#host, this);
    observer.observe(this.#host);
  }

  hostDisconnected(): void {
    observer?.unobserve(this.#host);
    if (watched.delete(this.#host) && !watched.size) removeEventListener('beforeprint', onPrint);
    this.#near = this.#seen = false;
    hurry(this.#host);
  }

  /**
   * Resolves when it is the turn of a row that is out of view; nothing where it can be drawn at once. Before that,
   * `prepare` is to find out what the row will ask for, in as many rows as one request has room for.
   */
  turn(prepare: () => void): Promise<void> | undefined {
    if (this.near || isTimeLeft()) return undefined;
    this.hostUpdate();
    try {
      if (countWaiting() < RECORDS_PER_REQUEST) prepare();
    } catch {
      // It will go wrong again, where Lit expects it.
      return undefined;
    }
    return turnOf(this.#host);
  }

  tell(near: boolean): void {
    this.#near = near;
    if (near) this.see();
    this.#changed();
  }

  see(): void {
    if (!this.#seen) this.#host.requestUpdate();
    this.#seen = true;
    hurry(this.#host);
  }
}
