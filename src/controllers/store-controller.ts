/**
 * Ties an element to the shared store of its record for as long as it is in the page.
 *
 * Acquires and releases; decides when the first request may go out. What is wanted comes from the
 * host through `config()`, what happens goes back through `heard()`.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isId, isType, type RecordRef } from '../core/record.ts';
import type { Overlay } from '../data/overlay.ts';
import { type Source, sourceFor, type SourceOptions } from '../data/source.ts';
import type { RecordStore } from '../data/store.ts';
import type { Listener } from '../data/told.ts';
import { mayDraw } from './markup.ts';

/** What the host's attributes, properties and surroundings come to. */
export interface Wanted {
  type: string | null | undefined;
  id: string | null | undefined;
  options: SourceOptions;
}

/** `waiting`: no record yet · `setup`: the page made a mistake, `mistake` says which. */
export type Phase = 'waiting' | 'setup' | 'active';

export interface StoreControllerOptions {
  overlay: Overlay;
  wanted(): Wanted;
  /** Another record, or none, is shown from now on. */
  attached(): void;
  heard: Listener;
  /** The page lets nothing be drawn, so nothing is asked for. Told once. */
  undrawable(): void;
}

/** After this long without a record id, the console says what is missing. */
const HINT = 5000;

export class StoreController implements ReactiveController {
  phase: Phase = 'waiting';
  mistake: string | undefined;
  source: Source | undefined;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: StoreControllerOptions;
  #store: RecordStore | undefined;
  #unsubscribe: (() => void) | undefined;
  /** What was wanted last time. The source knows only what the last of its elements wanted. */
  #asked: SourceOptions | undefined;
  #hint: ReturnType<typeof setTimeout> | undefined;
  #connected = false;
  #parsed = false;

  constructor(host: ReactiveControllerHost & HTMLElement, options: StoreControllerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    const page = this.#host.ownerDocument;
    this.#parsed ||= page.readyState !== 'loading';
    // A script further down may still set a token function or an adapter.
    if (!this.#parsed) page.addEventListener('DOMContentLoaded', this.#onParsed, { once: true });
    this.#host.requestUpdate();
  }

  readonly #onParsed = (): void => {
    this.#parsed = true;
    this.#host.requestUpdate();
  };

  hostDisconnected(): void {
    this.#connected = false;
    this.#host.ownerDocument.removeEventListener('DOMContentLoaded', this.#onParsed);
    clearTimeout(this.#hint);
    this.#hint = undefined;
    // A move takes the element out and puts it back in the same turn; the store outlives that.
    queueMicrotask(() => {
      if (!this.#connected) this.#detach();
    });
  }

  /** Before every drawing: follow what the attributes and properties now say. */
  hostUpdate(): void {
    if (!this.#connected || !this.#parsed) return;
    if (!mayDraw()) {
      if (this.phase !== 'setup') this.#options.undrawable();
      this.phase = 'setup';
      return;
    }
    const { type, id, options } = this.#options.wanted();
    const record = this.#record(type, id, options);
    if (!record) return this.#detach();
    const { headers, credentials } = this.#asked ?? options;
    this.#asked = options;
    const source = sourceFor(options);
    const store = source.store(record);
    if (store === this.#store) {
      // Another token function or adapter is another source; these two only make this one worth another try.
      if (headers !== options.headers || credentials !== options.credentials) source.signedIn();
      return;
    }
    this.#detach();
    this.source = source;
    this.#store = store;
    this.#unsubscribe = store.subscribe(this.#options.heard);
    this.#attach(store);
    if (!store.confirmed && !store.loading) void store.load();
  }

  #record(
    type: Wanted['type'],
    id: Wanted['id'],
    { endpoint, adapter }: SourceOptions,
  ): RecordRef | undefined {
    // What frameworks write into an attribute while they have no id yet.
    const missing = !id || id === 'undefined' || id === 'null';
    const mistake = missing
      ? undefined
      : !endpoint && !adapter
        ? 'endpoint is missing'
        : !isType(type)
          ? `record-type "${type ?? ''}" is not a type`
          : !isId(id)
            ? `record-id "${id}" is not an id`
            : undefined;
    if (mistake && mistake !== this.mistake) console.warn(`<crm-followers>: ${mistake}.`, this.#host);
    this.mistake = mistake;
    this.phase = missing ? 'waiting' : mistake ? 'setup' : 'active';
    if (!missing) clearTimeout(this.#hint);
    else
      this.#hint ??= setTimeout(
        () => console.warn('<crm-followers> is waiting for its record-id.', this.#host),
        HINT,
      );
    return this.phase === 'active' ? { type: type as string, id: id as string } : undefined;
  }

  #detach(): void {
    const store = this.#store;
    if (!store) return;
    this.#unsubscribe?.();
    this.#store = this.#unsubscribe = undefined;
    this.#attach(undefined);
    store.source.release(store);
  }

  #attach(store: RecordStore | undefined): void {
    this.#options.overlay.attach(store);
    this.#options.attached();
  }
}
