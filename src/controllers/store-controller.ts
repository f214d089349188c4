/**
 * Ties an element to the shared store of its record for as long as it is in the page.
 *
 * Acquires and releases; decides when the first request may go out. What is wanted comes from the
 * host through `config()`, what happens goes back through `heard()`.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isId, isType, type RecordRef } from '../core/record.ts';
import type { Lost, Overlay } from '../data/overlay.ts';
import { isLocal, type SourceOptions } from '../data/source.ts';
import { sourceFor } from '../data/sources.ts';
import type { RecordStore } from '../data/store.ts';
import type { Listener } from '../data/told.ts';
import { mayDraw } from './markup.ts';

/** What the host's attributes, properties and surroundings come to. */
export interface Wanted {
  type: string | null | undefined;
  id: string | null | undefined;
  /** The record may not exist yet. */
  draft: boolean;
  /** Changes wait for `save()`. */
  manual: boolean;
  /** It is, or was, in view. Until then nothing is asked for. */
  seen: boolean;
  options: SourceOptions;
}

/**
 * `waiting`: no record yet · `setup`: the page made a mistake, `mistake` says which · `active`: a record ·
 * `draft`: none, and people are picked all the same.
 */
export type Phase = 'waiting' | 'setup' | 'active' | 'draft';

/** Who is told of what is shown. */
export interface StoreDelegate {
  /** Another record, or none, is shown from now on; `lost` are unsent changes of the last one. */
  attached(lost?: Lost): void;
  heard(...news: Parameters<Listener>): void;
  /** The page lets nothing be drawn, so nothing is asked for. Told once. */
  undrawable(): void;
}

type StoreHost = ReactiveControllerHost & HTMLElement & { readonly overlay: Overlay };

/** After this long without a record id, the console says what is missing. */
const HINT = 5000;

const parsing = new WeakMap<Document, Promise<void>>();

/** One promise for all elements of a page, so that they ask in one turn, which is one request. */
function parsed(page: Document): Promise<void> {
  const known = parsing.get(page);
  if (known) return known;
  const parse = new Promise<void>((resolve) => {
    page.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
  });
  parsing.set(page, parse);
  return parse;
}

export class StoreController implements ReactiveController {
  phase: Phase = 'waiting';
  mistake: string | undefined;
  readonly #host: StoreHost;
  readonly #delegate: StoreDelegate;
  readonly #wanted: () => Wanted;
  /** Lets go of what is shown now. */
  #release: (() => void) | undefined;
  /** What was wanted last time. The source knows only what the last of its elements wanted. */
  #asked: SourceOptions | undefined;
  #hint: ReturnType<typeof setTimeout> | undefined;
  #connected = false;
  #parsed = false;

  constructor(host: StoreHost, delegate: StoreDelegate, wanted: () => Wanted) {
    this.#host = host;
    this.#delegate = delegate;
    this.#wanted = wanted;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    const page = this.#host.ownerDocument;
    this.#parsed ||= page.readyState !== 'loading';
    // A script further down may still set a token function or an adapter.
    if (!this.#parsed) {
      void parsed(page).then(() => {
        this.#parsed = true;
        if (this.#connected) this.#host.requestUpdate();
      });
    }
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#connected = false;
    clearTimeout(this.#hint);
    this.#hint = undefined;
    // A move takes the element out and puts it back in the same turn; the store outlives that.
    queueMicrotask(() => {
      if (!this.#connected) this.#leave();
    });
  }

  /** What waits to be saved stays, for the host may do that now, or put the element back. */
  #leave(): void {
    if (!this.#release) return;
    this.#release();
    this.#release = undefined;
    const { overlay } = this.#host;
    if (overlay.mode === 'auto') overlay.attach(undefined);
    this.#delegate.attached();
  }

  /** Before every drawing: follow what the attributes and properties now say. */
  hostUpdate(): void {
    if (!this.#connected || !this.#parsed) return;
    if (!mayDraw()) {
      if (this.phase !== 'setup') this.#delegate.undrawable();
      this.phase = 'setup';
      return;
    }
    const wanted = this.#wanted();
    const { type, draft, manual, seen, options } = wanted;
    const { overlay } = this.#host;
    const record = this.#decide(wanted);
    const { headers, credentials } = this.#asked ?? options;
    this.#asked = options;
    const mode = this.phase === 'draft' ? 'draft' : manual || draft ? 'manual' : 'auto';
    const source = record || mode === 'draft' ? sourceFor(options) : undefined;
    const store = record && source?.store(record);
    overlay.type = type ?? '';
    overlay.limit = options.limit;
    const same = source === overlay.source && store === overlay.store && mode === overlay.mode;
    if (same && (this.#release || !source)) {
      // Another token function or adapter is another source; these two only make this one worth another try.
      if (headers !== options.headers || credentials !== options.credentials) source?.signedIn();
      if (store && seen) store.source.seen(store);
      return;
    }
    const release = this.#release;
    this.#release = source && (store ? this.#show(store) : source.hold(() => this.#host.requestUpdate()));
    release?.();
    this.#delegate.attached(overlay.attach(store, mode, source));
    if (!store || store.confirmed || store.loading) return;
    if (seen) void store.load();
    else store.source.later(store);
  }

  #show(store: RecordStore): () => void {
    const unsubscribe = store.subscribe((...news) => this.#delegate.heard(...news));
    return () => {
      unsubscribe();
      store.source.release(store);
    };
  }

  /** Sets `phase`; answers the record that is shown, if one is. */
  #decide({ type, id, draft, options }: Wanted): RecordRef | undefined {
    const { endpoint, adapter, users } = options;
    const local = isLocal(options);
    // What frameworks write into an attribute while they have no id yet.
    const missing = !id || id === 'undefined' || id === 'null';
    const waiting = missing && !draft && !local;
    const nowhere = !endpoint && !adapter && !(draft && users);
    const mistake =
      local || waiting
        ? undefined
        : nowhere
          ? 'endpoint is missing'
          : missing
            ? undefined
            : !isType(type)
              ? `record-type "${type ?? ''}" is not a type`
              : !isId(id)
                ? `record-id "${id}" is not an id`
                : undefined;
    if (mistake && mistake !== this.mistake) console.warn(`<crm-followers>: ${mistake}.`, this.#host);
    this.mistake = mistake;
    this.phase = waiting ? 'waiting' : mistake ? 'setup' : local || missing ? 'draft' : 'active';
    if (!waiting) clearTimeout(this.#hint);
    else
      this.#hint ??= setTimeout(
        () => console.warn('<crm-followers> is waiting for its record-id.', this.#host),
        HINT,
      );
    return this.phase === 'active' ? { type: type as string, id: id as string } : undefined;
  }
}
