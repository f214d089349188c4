/**
 * Hears of changes that others make: one stream for all records of a source that somebody shows, closed while the page
 * is hidden. Where there is none, records are read again when the viewer comes back to the page.
 *
 * It knows what was said, and when to listen. The connection is the adapter's, what a record makes of it the store's.
 */
import type { LiveEvent } from './adapter.ts';
import { readEvents } from './event-stream.ts';
import { problemOf } from './response.ts';
import type { Source } from './source.ts';
import type { RecordStore } from './store.ts';

/** A record that somebody shows; `eager` where they want a stream whatever it costs. */
interface Follow {
  readonly store: RecordStore;
  readonly eager: boolean;
}

/** Records of one stream, and characters of their names together: a URL has room for so many. */
const MOST_RECORDS = 100;
const MOST_TEXT = 5000;
/** Milliseconds to wait before listening: elements come and go together. */
const SOON = 200;
/** Milliseconds before a stream that ended is opened again, and at most after failures. */
const RETRY = 2000;
const LONGEST = 30_000;
/** Whatever a server asks for: milliseconds between two attempts at least, and where it says how long at most. */
const MOST_OFTEN = 1000;
const MOST_SELDOM = 3_600_000;
/** Milliseconds within which a record is not read again merely because the viewer came back. */
const FRESH = 1000;

/** Failures that may pass. */
const PASSING = ['unavailable', 'rate-limited', 'offline', 'timeout', 'feed-expired'];

export class Live {
  readonly #source: Source;
  readonly #follows = new Set<Follow>();
  /** The stream that is open, or about to be. */
  #stream: AbortController | undefined;
  /** What it is about, or the last one was. */
  #records: RecordStore[] = [];
  #lastEventId = '';
  #retry = RETRY;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** There is no listening here. */
  #declined = false;
  /** The viewer has come back, and nothing was heard since. */
  #stale = false;

  constructor(source: Source) {
    this.#source = source;
  }

  /** To be called with a record that is shown from now on; answers what to call when it isn't any more. */
  follow(store: RecordStore, eager: boolean): () => void {
    const follow = { store, eager };
    this.#follows.add(follow);
    if (eager) this.#declined = false;
    this.plan();
    return () => {
      this.#follows.delete(follow);
      this.plan();
    };
  }

  /** Looks soon whether there should be a stream, and about what. */
  plan(delay = SOON): void {
    if (!this.#follows.size && !this.#stream) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#run();
    }, delay);
  }

  /** The page was left or came back; `fresh` where a stream that is open may be dead without knowing. */
  look(fresh = false): void {
    const hidden = isHidden();
    if (hidden || fresh) this.#close();
    if (hidden || !this.#follows.size) return;
    this.#stop();
    this.#declined = false;
    this.#failures = 0;
    this.#stale = true;
    this.plan();
  }

  /** Forgets what was heard, as when somebody else signs in. */
  forget(): void {
    this.#close();
    this.#records = [];
    this.#lastEventId = '';
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #close(): void {
    this.#stop();
    this.#stream?.abort();
    this.#stream = undefined;
  }

  #run(): void {
    const wanted = this.#declined || isHidden() ? [] : this.#wanted();
    if (!wanted.length) {
      this.#close();
      this.#catchUp();
    } else if (!this.#stream || !this.#covers(wanted)) void this.#listen(wanted);
  }

  #covers(stores: readonly RecordStore[]): boolean {
    return stores.every((store) => this.#records.includes(store));
  }

  /** The records to listen to; of too many those that were shown last. */
  #wanted(): RecordStore[] {
    let left = MOST_TEXT;
    const stores = [...new Set([...this.#follows].map(({ store }) => store))]
      // Of one that was lost it is heard when it is to be seen again.
      .filter(
        (store) => store.confirmed?.features.includes('events') || (store.lost && this.#covers([store])),
      )
      .slice(-MOST_RECORDS);
    return stores.filter(
      ({ record }) => (left -= encodeURIComponent(record.id).length + record.type.length) > 0,
    );
  }

  async #listen(stores: RecordStore[]): Promise<void> {
    this.#close();
    // An id says nothing of records that were not listened to.
    if (!this.#covers(stores)) this.#lastEventId = '';
    const controller = (this.#stream = new AbortController());
    const { signal } = controller;
    this.#records = stores;
    let delay = 0;
    try {
      const tell = (event: LiveEvent): void => {
        if (!signal.aborted) this.#heard(event);
      };
      const records = stores.map(({ record }) => record);
      const auto = ![...this.#follows].some(({ eager }) => eager);
      const lastEventId = this.#lastEventId;
      const answer = await this.#source.adapter.subscribe?.(records, { signal, tell, lastEventId, auto });
      // Not `instanceof`: the response may come from another frame, or from a stand-in for fetch.
      if (typeof (answer as Response | undefined)?.text === 'function')
        await readEvents(answer as Response, tell);
      this.#declined = answer === false;
    } catch (error) {
      if (signal.aborted) return;
      const problem = problemOf(error);
      const { code, retryAfter = 0 } = problem;
      if (code === 'not-authenticated') return this.#source.signedOut(problem);
      this.#declined = !PASSING.includes(code);
      if (code === 'feed-expired') this.#lastEventId = '';
      // Others have all the streams there are: this page reads instead, from time to time.
      if (code === 'feed-expired' || code === 'rate-limited') this.#stale = true;
      delay = Math.min(retryAfter * 1000, MOST_SELDOM);
    }
    if (signal.aborted) return;
    this.#stream = undefined;
    this.#catchUp();
    const pause = Math.min(LONGEST, this.#retry * 2 ** this.#failures++);
    this.plan(delay || pause * (0.5 + Math.random() / 2));
  }

  #heard({ event, type, id, version, lastEventId, retry }: LiveEvent): void {
    this.#failures = 0;
    this.#stale = false;
    this.#lastEventId = lastEventId ?? this.#lastEventId;
    this.#retry = Math.max(MOST_OFTEN, retry ?? this.#retry);
    if (event === 'reset') {
      this.#stale = true;
      this.#catchUp();
    }
    const store = this.#records.find(({ record }) => record.type === type && record.id === id);
    if (event !== 'gone') store?.announce(version);
    else if (store?.confirmed) store.lose();
  }

  /** Reads everything again that is shown, where nothing was heard of it for a while. */
  #catchUp(): void {
    if (!this.#stale) return;
    this.#stale = false;
    for (const store of new Set([...this.#follows].map((follow) => follow.store))) {
      if (store.confirmed && Date.now() - store.confirmedAt > FRESH) void store.load();
    }
  }
}

const isHidden = (): boolean => globalThis.document?.visibilityState === 'hidden';
