/**
 * From what is typed to the people who are offered: waits for the typist where a server is asked, drops
 * what is no longer wanted, and keeps the people shown until others are known.
 * Which of them may be picked, and what is said about it, is decided elsewhere.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RecordRef } from '../core/record.ts';
import type { Directory, Found } from '../data/directory.ts';

export interface SearchState extends Found {
  /** `failed` shows nobody: those found before belong to another query. */
  status: 'idle' | 'searching' | 'done' | 'failed';
  /** What was asked last; while searching, `people` are still those of the query before. */
  query: string;
  /** The search has taken so long that it should be spoken of. */
  slow: boolean;
}

/** Where to search, asked anew for every search; nowhere while no record is shown. */
export type SearchSource = () =>
  { readonly directory: Directory; readonly record?: RecordRef | undefined } | undefined;

/** Milliseconds without a key before a server is asked. */
const DEBOUNCE = 200;
/** Milliseconds until a search counts as slow. */
const SLOW = 1000;

const IDLE: SearchState = { status: 'idle', query: '', people: [], more: false, slow: false };

export class SearchController implements ReactiveController {
  state: SearchState = IDLE;
  readonly #host: ReactiveControllerHost;
  readonly #source: SearchSource;
  /** The search that counts; whoever finds another one here after waiting must not touch the state. */
  #current: AbortController | undefined;
  #timers: ReturnType<typeof setTimeout>[] = [];

  constructor(host: ReactiveControllerHost, source: SearchSource) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  /** Looks for people; an empty query is for opening the list and is asked without delay. */
  search(query: string): void {
    this.#start(query, query ? DEBOUNCE : 0);
  }

  /** Asks the same again, at once. */
  retry(): void {
    this.#start(this.state.query, 0);
  }

  /** Back to the beginning, as when the list closes. */
  clear(): void {
    this.#stop();
    this.#set(IDLE);
  }

  hostConnected(): void {
    // An element that is only moved in the page goes on with what it was doing.
    if (this.state.status === 'searching') this.retry();
  }

  hostDisconnected(): void {
    this.#stop();
  }

  #start(query: string, delay: number): void {
    this.#stop();
    const source = this.#source();
    if (!source) return this.#set(IDLE);
    const { directory, record } = source;
    const found = directory.recall(query, record);
    if (found) {
      this.#set({ ...IDLE, ...found, status: 'done', query });
      return;
    }
    const call = new AbortController();
    this.#current = call;
    this.#set({ ...this.state, status: 'searching', query, slow: false });
    this.#timers = [
      setTimeout(() => this.#set({ ...this.state, slow: true }), SLOW),
      setTimeout(
        () =>
          void directory.find(query, record, call.signal).then(
            (answer) => this.#settle(call, { ...IDLE, ...answer, status: 'done', query }),
            () => this.#settle(call, { ...IDLE, status: 'failed', query }),
          ),
        directory.isLocal(record) ? 0 : delay,
      ),
    ];
  }

  /** An answer or an error; one that somebody has stopped waiting for is neither. */
  #settle(call: AbortController, state: SearchState): void {
    if (call !== this.#current) return;
    this.#stop();
    this.#set(state);
  }

  #stop(): void {
    this.#current?.abort();
    this.#current = undefined;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #set(state: SearchState): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}
